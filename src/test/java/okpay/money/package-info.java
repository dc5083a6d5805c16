@NullMarked
package okpay.money;

import org.jspecify.annotations.NullMarked;
