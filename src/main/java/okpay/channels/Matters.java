package okpay.channels;

import java.util.List;
import java.util.Map;
import okpay.identity.Matter;

/// By which ways what can be told, in the order they are tried.
public final class Matters {

    private static final Map<Matter, List<Channel>> ORDER =
            Map.of(
                    Matter.SAFETY, List.of(Channel.PUSH, Channel.SMS, Channel.EMAIL),
                    Matter.MONEY, List.of(Channel.PUSH, Channel.SMS, Channel.EMAIL),
                    Matter.INCOME, List.of(Channel.PUSH),
                    Matter.HELP, List.of(Channel.PUSH, Channel.EMAIL, Channel.SMS),
                    Matter.NEWS, List.of(Channel.PUSH, Channel.EMAIL, Channel.SMS));

    /// Those a customer may choose the ways of.
    public static final List<Matter> CHOSEN =
            List.of(Matter.INCOME, Matter.MONEY, Matter.HELP, Matter.NEWS);

    private Matters() {}

    public static List<Channel> order(Matter matter) {
        return ORDER.getOrDefault(matter, List.of());
    }
}
