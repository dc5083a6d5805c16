@NullMarked
package okpay.language;

import org.jspecify.annotations.NullMarked;
