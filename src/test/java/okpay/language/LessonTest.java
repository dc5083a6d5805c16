package okpay.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// As few as two intents can be learned.
class LessonTest {

    @Test
    void twoIntentsAreToldApart() {
        var encoders = Encoders.shared(Script.ENGLISH);
        var examples = new ArrayList<Example>();
        for (int i = 0; i < 12; i++) {
            examples.add(new Example("CARD", "my bank card number " + i + " is lost or stolen"));
            examples.add(new Example("FEE", "why is there a fee of " + i + " dollars for sending"));
        }
        var outside =
                IntStream.range(0, 12)
                        .mapToObj(it -> "the weather on day " + it + " is nice")
                        .toList();

        var learned = Lesson.learn(encoders, examples, outside, 0.9, 7, _ -> {}).classifier();

        assertThat(best(learned, encoders, "somebody stole my card")).isEqualTo("CARD");
        assertThat(best(learned, encoders, "what is the fee for sending")).isEqualTo("FEE");
    }

    private static String best(Classifier learned, Encoders encoders, String text) {
        return learned.read(text, encoders).guesses().getFirst().intent();
    }
}
