/// The JSON API: the same front doors for native apps, partners and load tests.
@NullMarked
package okpay.web.api;

import org.jspecify.annotations.NullMarked;
