@NullMarked
package okpay.web;

import org.jspecify.annotations.NullMarked;
