package okpay.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Bootstrap Icons (MIT), drawn into the page so that they take the colour of the words beside
/// them.
final class Icons {

    private static final String FOLDER =
            "/META-INF/resources/webjars/bootstrap-icons/1.13.1/icons/";
    private static final Map<String, String> DRAWN = new ConcurrentHashMap<>();

    private Icons() {}

    static String svg(String name) {
        return DRAWN.computeIfAbsent(name, Icons::draw);
    }

    private static String draw(String name) {
        try (var file = Icons.class.getResourceAsStream(FOLDER + name + ".svg")) {
            if (file == null) {
                throw new IllegalArgumentException("No icon is called " + name);
            }
            var svg = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return svg.strip()
                    .replaceFirst("<svg ", "<svg aria-hidden=\"true\" focusable=\"false\" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
