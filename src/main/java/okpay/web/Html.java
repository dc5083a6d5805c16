package okpay.web;

import java.util.List;
import java.util.stream.Collectors;
import okpay.web.LiveStreams.Part;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// The answer to a form that is sent without leaving the page: some parts, or a refusal in words.
public final class Html {

    private Html() {}

    public static ResponseEntity<String> answer(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .header("Content-Type", "text/html;charset=UTF-8")
                .body(body);
    }

    /// What was to be changed lies on another page by now.
    public static ResponseEntity<String> goTo(String address) {
        return ResponseEntity.ok().header("HX-Redirect", address).build();
    }

    public static ResponseEntity<String> answer(List<Part> parts) {
        return answer(HttpStatus.OK, parts.stream().map(Part::html).collect(Collectors.joining()));
    }
}
