/** Tests of package web over HTTP. */
@NullMarked
package dev.millrace.api.web;

import org.jspecify.annotations.NullMarked;
