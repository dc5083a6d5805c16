package okpay.channels.push;

import okpay.channels.Hook;
import org.springframework.stereotype.Component;

/// Where a browser says that it showed what it was told, by the signature it was told with it.
@Component
class PushHook implements Hook {

    private final PushCarrier carrier;

    PushHook(PushCarrier carrier) {
        this.carrier = carrier;
    }

    @Override
    public String name() {
        return "push";
    }

    @Override
    public Answer take(Knock knock) {
        return carrier.shown(knock.query("seen")) ? Answer.text("") : Answer.NOT_SIGNED;
    }
}
