/**
 * What happens now, as one stream of server-sent events per browser tab.
 *
 * <p>Every stream reads rows after its own positions, so any server can go on where another
 * stopped; the bell only makes it look sooner. A newcomer starts at {@code LiveController} and then
 * at {@code LiveStream}.
 */
@NullMarked
package dev.millrace.api.live;

import org.jspecify.annotations.NullMarked;
