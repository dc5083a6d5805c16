package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import okpay.identity.Device;
import okpay.identity.Devices;
import okpay.identity.Token;
import okpay.web.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Somebody comes into the app with a browser, and the browser is to be known again.
@Component
class Arrivals {

    private final Devices devices;
    private final Cookies cookies;

    Arrivals(Devices devices, Cookies cookies) {
        this.devices = devices;
        this.cookies = cookies;
    }

    Device device(HttpServletRequest request) {
        var browser = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        return devices.read(browser, "").marked(Cookies.mark(request));
    }

    /// @param device from [#device]: it is signed in now
    /// @return where they go
    String welcome(
            HttpServletRequest request,
            HttpServletResponse response,
            Token session,
            Device device) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.forApp(session));
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.forMark(device.mark()));
        response.addHeader(HttpHeaders.SET_COOKIE, Cookies.nextIsDone());
        return Cookies.next(request);
    }
}
