package okpay.resolution;

import okpay.support.ConversationId;

/// What has left OKPay. Some room above knows: this one knows neither mail nor chats.
public interface Departed {

    /// Whether words were sent by another way than the app, or are being sent at this moment. In
    /// the caller's transaction: as long as it lasts, they do not begin to.
    boolean hasLeft(ConversationId in, long seq);
}
