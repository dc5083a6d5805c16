package okpay.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import okpay.abroad.CorrespondentMessages;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Where the correspondent bank writes to us by itself, in ISO 20022: pacs.002, pacs.004, camt.029.
/// Signed; a message may come late, twice and in any order.
@RestController
class CorrespondentDoor {

    private static final int LONGEST = 100_000;

    private final CorrespondentMessages messages;

    CorrespondentDoor(CorrespondentMessages messages) {
        this.messages = messages;
    }

    @PostMapping("/rails/correspondent/messages")
    ResponseEntity<Void> hear(
            InputStream in,
            @RequestHeader(name = "X-Correspondent-Signature", defaultValue = "") String signature)
            throws IOException {
        var body = new String(in.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
        if (body.length() > LONGEST) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        var status =
                switch (messages.hear(body, signature)) {
                    case TAKEN -> HttpStatus.NO_CONTENT;
                    case NOT_SIGNED_BY_THE_CORRESPONDENT -> HttpStatus.UNAUTHORIZED;
                    case NOT_UNDERSTOOD -> HttpStatus.BAD_REQUEST;
                    case NO_SUCH_PAYMENT -> HttpStatus.NOT_FOUND;
                };
        return ResponseEntity.status(status).build();
    }
}
