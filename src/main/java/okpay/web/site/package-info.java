/// The public pages: anybody may see them.
@NullMarked
package okpay.web.site;

import org.jspecify.annotations.NullMarked;
