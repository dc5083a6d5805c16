package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.util.WebUtils;

class BehindProxiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1   | 203.0.113.9                       | 203.0.113.9",
                "10.0.0.1    | 1.2.3.4, 203.0.113.9              | 203.0.113.9",
                "10.0.0.1    | 1.2.3.4, 203.0.113.9, 192.168.1.1 | 203.0.113.9",
                "10.0.0.1    | 203.0.113.9:4711                  | 203.0.113.9",
                "fd00::1     | [2001:db8::7]:99                  | 2001:db8:0:0:0:0:0:7",
                "127.0.0.1   | 10.1.2.3                          | 10.1.2.3",
                "127.0.0.1   | unknown                           | 127.0.0.1",
                "127.0.0.1   | evil.example, 10.1.2.3            | 10.1.2.3",
                "127.0.0.1   | ,                                 | 127.0.0.1",
                "127.0.0.1   | 203.0.113.9,                      | 127.0.0.1",
                "198.51.100.7| 203.0.113.9                       | 198.51.100.7",
            })
    void onlyWhatANeighbourSaysOfItsOwnCallerIsBelieved(String peer, String said, String caller)
            throws Exception {
        var request = from(peer);
        request.addHeader("X-Forwarded-For", said);
        assertThat(seen(request).getRemoteAddr()).isEqualTo(caller);
    }

    @Test
    void headersThatCallersMayWriteAreNotRead() throws Exception {
        var request = from("127.0.0.1");
        request.addHeader("Forwarded", "for=1.2.3.4;proto=https");
        request.addHeader("X-Forwarded-For", "1.2.3.4");
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        var seen = seen(request);
        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
        assertThat(seen.isSecure()).isFalse();
    }

    @Test
    void whetherItWasEncryptedIsTold() throws Exception {
        var request = from("127.0.0.1");
        request.addHeader("X-Forwarded-Proto", "https");
        assertThat(seen(request).isSecure()).isTrue();
        assertThat(seen(request).getScheme()).isEqualTo("https");

        var stranger = from("198.51.100.7");
        stranger.addHeader("X-Forwarded-Proto", "https");
        assertThat(seen(stranger).isSecure()).isFalse();
    }

    /// A page of ours may open a WebSocket: same scheme, name and port, as its browser sees them.
    @ParameterizedTest
    @CsvSource({
        "wallet.example.com, https, https://wallet.example.com, true",
        "wallet.example.com:8443, https, https://wallet.example.com:8443, true",
        "wallet.example.com, http, http://wallet.example.com, true",
        "wallet.example.com, https, https://evil.example, false",
        "wallet.example.com, https, http://wallet.example.com, false"
    })
    void ourOwnPagesAreOfTheSameOrigin(String host, String protocol, String origin, boolean same)
            throws Exception {
        var request = from("127.0.0.1");
        var name = host.replaceFirst(":.*", "");
        request.setServerName(name);
        request.setServerPort(
                host.equals(name) ? 80 : Integer.parseInt(host.substring(name.length() + 1)));
        request.addHeader("Host", host);
        request.addHeader("X-Forwarded-Proto", protocol);
        request.addHeader("Origin", origin);
        assertThat(WebUtils.isSameOrigin(new ServletServerHttpRequest(seen(request))))
                .isEqualTo(same);
    }

    private static MockHttpServletRequest from(String peer) {
        var request = new MockHttpServletRequest("GET", "/app");
        request.setRemoteAddr(peer);
        return request;
    }

    private static HttpServletRequest seen(MockHttpServletRequest request) throws Exception {
        var seen = new AtomicReference<HttpServletRequest>();
        new BehindProxies()
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (it, _) -> seen.set((HttpServletRequest) it));
        return seen.get();
    }
}
