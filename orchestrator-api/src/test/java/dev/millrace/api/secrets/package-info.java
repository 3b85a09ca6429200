/** Tests of secrets over REST. */
@NullMarked
package dev.millrace.api.secrets;

import org.jspecify.annotations.NullMarked;
