import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';

import { writeJson } from '../../api/json';
import type { Parameter } from '../../api/types';
import { formatValue } from '../../ui/format';
import { limits } from './form';

interface Props {
  parameter: Parameter;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

/** The field that suits a parameter's type. */
export function ParameterField({ parameter, text, error, onChange }: Props) {
  const common = {
    label: parameter.title ?? parameter.name,
    description: help(parameter),
    error,
    withAsterisk: parameter.required,
  };
  if (parameter.enum) {
    return (
      <Select
        {...common}
        data={parameter.enum.map((v) => ({ value: writeJson(v), label: formatValue(v) }))}
        value={text === '' ? null : text}
        onChange={(value) => onChange(value ?? '')}
        clearable={!parameter.required && parameter.default === undefined}
      />
    );
  }
  switch (parameter.type) {
    case 'boolean':
      return (
        <Switch
          label={common.label}
          description={common.description}
          error={error}
          checked={text === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...common}
          value={fieldValue(text)}
          onChange={(value) => onChange(String(value))}
          allowDecimal={parameter.type === 'number'}
          clampBehavior="none"
          // It would round.
          trimLeadingZeroesOnBlur={false}
          min={parameter.minimum === undefined ? undefined : Number(parameter.minimum)}
          max={parameter.maximum === undefined ? undefined : Number(parameter.maximum)}
        />
      );
    case 'array':
    case 'object':
      return (
        <Textarea
          {...common}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={12}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 13 } }}
        />
      );
    case 'string':
    case 'date':
    case 'datetime':
      return (
        <TextInput
          {...common}
          type={parameter.type === 'date' ? 'date' : 'text'}
          placeholder={parameter.type === 'datetime' ? '2026-11-21T06:00:00Z' : undefined}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** The text where a number would not be written so; what has an exponent is shown as a number. */
function fieldValue(text: string): number | string {
  const isPlain = /^-?\d*\.?\d*$/.test(text);
  return isPlain || Number.isNaN(Number(text)) ? text : Number(text);
}

function help(parameter: Parameter): string {
  const parts = [
    parameter.title ? parameter.name : undefined,
    parameter.type,
    limits(parameter),
    parameter.default === undefined ? undefined : `default ${formatValue(parameter.default, 40)}`,
  ];
  const facts = parts.filter((part) => part !== undefined).join(' · ');
  return parameter.description ? `${parameter.description} (${facts})` : facts;
}
