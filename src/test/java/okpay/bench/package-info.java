@NullMarked
package okpay.bench;

import org.jspecify.annotations.NullMarked;
