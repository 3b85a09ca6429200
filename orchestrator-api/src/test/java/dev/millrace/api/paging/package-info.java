/** Tests of lists in pages. */
@org.jspecify.annotations.NullMarked
package dev.millrace.api.paging;
