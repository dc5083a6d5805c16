@NullMarked
package okpay.feedback;

import org.jspecify.annotations.NullMarked;
