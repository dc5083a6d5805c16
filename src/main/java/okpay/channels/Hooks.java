package okpay.channels;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The doors of all companies.
@Component
public class Hooks {

    private static final Logger log = LoggerFactory.getLogger(Hooks.class);

    private final Map<String, Hook> hooks;

    Hooks(List<Hook> hooks) {
        this.hooks = hooks.stream().collect(Collectors.toMap(Hook::name, Function.identity()));
    }

    /// @param name of the door; behind an unknown one there is nobody
    public Hook.Answer take(String name, Hook.Knock knock) {
        var hook = hooks.get(name);
        if (hook == null) {
            return Hook.Answer.NOBODY;
        }
        var answer = hook.take(knock);
        if (answer.status() != 200) {
            log.info("A knock at {} is answered by {}", name, answer.status());
        }
        return answer;
    }
}
