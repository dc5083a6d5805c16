package okpay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whoever has many names of one kind is still one.
class BrakeTest {

    @Test
    void aNetworkOfIpv6IsOne() {
        var brake = new Brake(2, Duration.ofHours(1));
        assertThat(brake.isWornOut("2001:db8::1")).isFalse();
        assertThat(brake.isWornOut("2001:db8:0:0:ffff::2")).isFalse();
        assertThat(brake.isWornOut("2001:db8::dead:beef")).isTrue();
        assertThat(brake.isWornOut("2001:db8:0:1::1")).as("another network").isFalse();
    }

    @Test
    void whatIsNoAddressStandsForItself() {
        var brake = new Brake(1, Duration.ofHours(1));
        for (var it :
                new String[] {
                    "203.0.113.7", "203.0.113.8", "a:b:customer", "cu_1", "::x", "dead:beef:cafe"
                }) {
            assertThat(brake.isWornOut(it)).as(it).isFalse();
        }
        assertThat(brake.isWornOut("203.0.113.7")).isTrue();
    }
}
