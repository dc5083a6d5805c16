package okpay.help;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okpay.language.Classifier;
import okpay.language.Encoders;
import okpay.language.Script;

/// The articles that come with OKPay, found as the application finds them, without it.
public final class Library {

    private final Map<Tongue, Finder> finders = new EnumMap<>(Tongue.class);
    private final List<Article> articles;

    /// @param byMeaning also by what they mean; else by their words only
    /// @param learned what people usually want; may be empty
    public Library(boolean byMeaning, Map<Script, Classifier> learned) {
        this(Shipped.all().stream().map(Library::article).toList(), byMeaning, learned);
    }

    public Library(List<Article> articles, boolean byMeaning, Map<Script, Classifier> learned) {
        this.articles = articles;
        for (var tongue : Tongue.values()) {
            var known = new HashMap<String, float[]>();
            finders.put(
                    tongue,
                    new Finder(
                            tongue,
                            articles,
                            Map.of(),
                            new Words(tongue, articles),
                            byMeaning
                                    ? Optional.of(
                                            Sentences.of(
                                                    tongue,
                                                    articles,
                                                    text ->
                                                            known.computeIfAbsent(
                                                                    text,
                                                                    it -> meaning(tongue, it))))
                                    : Optional.empty(),
                            text -> asked(tongue, text, learned)));
        }
    }

    private static float[] meaning(Tongue tongue, String text) {
        var encoders = Encoders.shared(tongue.script());
        return encoders.meaning(encoders.encode(text));
    }

    private static Asked asked(Tongue tongue, String text, Map<Script, Classifier> learned) {
        var encoders = Encoders.shared(tongue.script());
        var encoded = encoders.encode(text);
        var classifier = learned.get(tongue.script());
        return Asked.of(
                encoders.meaning(encoded),
                Optional.ofNullable(classifier).map(it -> it.read(encoded)));
    }

    public List<Article> articles() {
        return articles;
    }

    public Found find(String question, Tongue tongue) {
        return Objects.requireNonNull(finders.get(tongue))
                .find(
                        question,
                        it -> Optional.of(it).filter(one -> one.audience() != Audience.AGENTS),
                        10);
    }

    private static Article article(Shipped one) {
        var editions = new EnumMap<Tongue, Edition>(Tongue.class);
        for (var tongue : Tongue.values()) {
            var wording = one.in(tongue);
            editions.put(
                    tongue,
                    new Edition(
                            one.slug(),
                            tongue,
                            1,
                            wording,
                            true,
                            true,
                            1,
                            "OKPay",
                            Instant.EPOCH,
                            Markdown.read(wording.body(), tongue)));
        }
        return new Article(
                one.slug(),
                one.category(),
                one.audience(),
                one.intents(),
                one.screens(),
                LocalDate.EPOCH,
                Optional.empty(),
                editions,
                Set.of());
    }
}
