@NullMarked
package okpay.support;

import org.jspecify.annotations.NullMarked;
