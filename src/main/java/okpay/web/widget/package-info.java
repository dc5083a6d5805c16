/// The chat in somebody else's page: a company's own site shows it in a frame, and says who is
/// there.
@NullMarked
package okpay.web.widget;

import org.jspecify.annotations.NullMarked;
