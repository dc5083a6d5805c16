@NullMarked
package okpay.journey;

import org.jspecify.annotations.NullMarked;
