/**
 * What must hold of values that are judged apart from a definition.
 *
 * <p>Definitions themselves are judged through their files, in the tests of the codec. A newcomer
 * starts at {@code ParameterValuesTest}.
 */
@NullMarked
package dev.millrace.dsl.validation;

import org.jspecify.annotations.NullMarked;
