package okpay.web.api;

import okpay.abroad.CorrespondentMessages;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Where the correspondent bank writes to us by itself, in ISO 20022: pacs.002, pacs.004, camt.029.
/// Signed; a message may come late, twice and in any order.
@RestController
class CorrespondentDoor {

    private final CorrespondentMessages messages;

    CorrespondentDoor(CorrespondentMessages messages) {
        this.messages = messages;
    }

    @PostMapping("/rails/correspondent/messages")
    ResponseEntity<Void> hear(
            @RequestBody String body,
            @RequestHeader(name = "X-Correspondent-Signature", defaultValue = "")
                    String signature) {
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
