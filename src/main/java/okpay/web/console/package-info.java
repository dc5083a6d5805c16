/// The desk: what agents and supervisors see.
@NullMarked
package okpay.web.console;

import org.jspecify.annotations.NullMarked;
