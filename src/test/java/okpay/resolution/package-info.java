@NullMarked
package okpay.resolution;

import org.jspecify.annotations.NullMarked;
