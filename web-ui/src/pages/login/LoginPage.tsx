import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, type SyntheticEvent } from 'react';

import { BASE } from '../../api/base';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import styles from './LoginPage.module.css';
import { useLogin } from './useLogin';

export function LoginPage() {
  const { byLink, byPassword } = useLogin();
  useEffect(() => {
    document.title = 'Sign in · Millrace';
  }, []);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    byPassword.mutate({ name: field(form, 'name'), password: field(form, 'password') });
  };
  const error = byPassword.error ?? byLink.error;
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <div className={styles.brand}>
          <img src={`${BASE}/icon.svg`} alt="" width={28} height={28} />
          <h1>Sign in to Millrace</h1>
        </div>
        {byLink.isPending ? (
          <Loading />
        ) : (
          <>
            {error !== null && <Problems error={error} />}
            <TextInput name="name" label="Name" autoComplete="username" required autoFocus />
            <PasswordInput name="password" label="Password" autoComplete="current-password" required />
            <Button type="submit" fullWidth loading={byPassword.isPending}>
              Sign in
            </Button>
            <p className={styles.hint}>
              On the machine where it runs, <code>millrace login</code> prints a link that signs you in.
            </p>
          </>
        )}
      </form>
    </main>
  );
}

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
