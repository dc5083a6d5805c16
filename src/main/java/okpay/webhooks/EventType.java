package okpay.webhooks;

import java.util.Arrays;
import java.util.Optional;

/// What can be told. The payload names things by their ids; whoever may see them asks the API.
public enum EventType {
    CASE_OPENED("case.opened"),
    CASE_MOVED("case.moved"),
    MESSAGE_WRITTEN("message.written"),
    MESSAGE_CHANGED("message.changed"),
    PROMISE_MISSED("promise.missed"),
    PAYMENT_MOVED("payment.moved"),
    SURVEY_ANSWERED("survey.answered");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /// As it stands in the payload: `case.moved`.
    public String text() {
        return text;
    }

    static Optional<EventType> read(String text) {
        return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }
}
