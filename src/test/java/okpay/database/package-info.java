@NullMarked
package okpay.database;

import org.jspecify.annotations.NullMarked;
