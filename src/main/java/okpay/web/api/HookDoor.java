package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okpay.channels.Hook;
import okpay.channels.Hooks;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Where the companies people chat by knock. What a body means, and whether it is signed, its hook
/// knows.
@RestController
class HookDoor {

    private static final int LARGEST = 1_000_000;

    private final Hooks hooks;

    HookDoor(Hooks hooks) {
        this.hooks = hooks;
    }

    @RequestMapping(
            path = "/hooks/{name}",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<String> knock(@PathVariable String name, HttpServletRequest request)
            throws IOException {
        var body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        var answer =
                hooks.take(
                        name,
                        new Hook.Knock(
                                request.getMethod().equals("GET"),
                                query(request),
                                headers(request),
                                new ByteArrayResource(body)));
        return ResponseEntity.status(answer.status())
                .header(HttpHeaders.CONTENT_TYPE, answer.type())
                .body(answer.body());
    }

    private static Map<String, String> query(HttpServletRequest request) {
        var query = new TreeMap<String, String>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        return query;
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new TreeMap<String, String>();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }
}
