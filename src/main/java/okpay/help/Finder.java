package okpay.help;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okpay.help.Found.Hit;
import okpay.language.Plain;

/// Finds articles of one language: by what the question means, and by its words. Without meanings,
/// by words alone.
final class Finder {

    /// What the words, and what people usually want, add to what the meaning says; these and the
    /// following were chosen on the test sentences of the intents.
    private static final double WORDS = 0.1;

    private static final double INTENTS = 0.3;

    /// So much of a question has to stand in a title when nothing else is known.
    private static final double MOST_WORDS = 0.6;

    /// So near is the answer, whatever people usually want.
    private static final double NEAR = 0.7;

    /// So near is the answer while nothing is learned of what people want.
    private static final double NEAR_BY_ITSELF = 0.6;

    /// So near is the answer where people want it at least so probably.
    private static final double NEAR_ENOUGH = 0.5;

    private static final double PROBABLE = 0.25;

    private final Tongue tongue;
    private final Map<String, Article> articles;
    private final List<Synonym> synonyms;
    private final Words words;
    private final Optional<Sentences> sentences;
    private final Function<String, Asked> asking;

    /// @param asking how a question is seen; only used with `sentences`
    Finder(
            Tongue tongue,
            List<Article> articles,
            Map<String, String> synonyms,
            Words words,
            Optional<Sentences> sentences,
            Function<String, Asked> asking) {
        this.tongue = tongue;
        this.articles =
                articles.stream().collect(Collectors.toMap(Article::slug, Function.identity()));
        this.synonyms = read(tongue, synonyms);
        this.words = words;
        this.sentences = sentences;
        this.asking = asking;
    }

    /// @param question anything, of any length
    /// @param most how many hits
    Found find(String question, Function<Article, Optional<Article>> shown, int most) {
        var plain = meant(Plain.of(question));
        if (plain.isBlank()) {
            return new Found(List.of(), false);
        }
        var byWords = words.scores(plain);
        var asked = sentences.map(_ -> asking.apply(plain));
        var near =
                asked.flatMap(it -> sentences.map(all -> all.near(it.meaning()))).orElse(Map.of());
        var intents = asked.map(Asked::intents).orElse(Map.of());
        double best = byWords.values().stream().mapToDouble(it -> it).max().orElse(1);
        var scores = new HashMap<String, Double>();
        var slugs = new HashSet<>(byWords.keySet());
        slugs.addAll(near.keySet());
        for (var slug : slugs) {
            double said = byWords.getOrDefault(slug, 0.0) / best;
            var meant = near.get(slug);
            scores.put(
                    slug,
                    (meant == null ? 0 : meant.score())
                            + WORDS * said
                            + INTENTS * wanted(slug, intents));
        }
        var hits =
                scores.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Double>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .flatMap(it ->
                                shown
                                        .apply(Objects.requireNonNull(articles.get(it.getKey())))
                                        .map(now -> hit(now, it.getKey(), it.getValue(), near))
                                        .stream())
                        .limit(most)
                        .toList();
        return new Found(hits, isSure(plain, hits, near, asked));
    }

    /// How probably this is the article for what people usually want who say such a thing.
    private double wanted(String slug, Map<String, Double> intents) {
        return Objects.requireNonNull(articles.get(slug)).intents().stream()
                .mapToDouble(it -> intents.getOrDefault(it, 0.0))
                .sum();
    }

    /// What people say, and after it the words of the articles for it.
    private String meant(String plain) {
        var text = new StringBuilder(plain);
        for (var one : synonyms) {
            if (one.said.matcher(plain).find()) {
                text.append(' ').append(one.meant);
            }
        }
        return text.toString();
    }

    private record Synonym(Pattern said, String meant) {}

    /// In an order that is the same on every node; English words are whole ones.
    private static List<Synonym> read(Tongue tongue, Map<String, String> synonyms) {
        return new TreeMap<>(synonyms)
                .entrySet().stream()
                        .map(it -> new Synonym(pattern(tongue, it.getKey()), it.getValue()))
                        .toList();
    }

    private static Pattern pattern(Tongue tongue, String said) {
        var exactly = Pattern.quote(said);
        return Pattern.compile(tongue == Tongue.EN ? "(?<!\\w)" + exactly + "(?!\\w)" : exactly);
    }

    /// @param article as it is now, which may be newer than what was searched
    private Hit hit(
            Article article, String slug, double score, Map<String, Sentences.Nearness> near) {
        var edition = article.in(tongue);
        var sections = edition.text().sections();
        int at = Optional.ofNullable(near.get(slug)).map(it -> it.best).orElse(0);
        // What stands before the first heading is in the summary already.
        var headed = sections.stream().filter(it -> !it.heading().isEmpty()).toList();
        var best =
                at < sections.size() && headed.contains(sections.get(at))
                        ? Optional.of(sections.get(at))
                        : headed.stream().findFirst();
        return new Hit(article, edition, best, score);
    }

    private boolean isSure(
            String question,
            List<Hit> hits,
            Map<String, Sentences.Nearness> near,
            Optional<Asked> asked) {
        if (hits.isEmpty()) {
            return false;
        }
        var best = hits.getFirst().article();
        var meant = near.get(best.slug());
        if (meant == null || asked.isEmpty()) {
            return words.share(question, best.slug()) >= MOST_WORDS;
        }
        double wanted = asked.get().isKnown() ? wanted(best.slug(), asked.get().intents()) : 0;
        double enough =
                asked.get().intents().isEmpty()
                        ? NEAR_BY_ITSELF
                        : wanted >= PROBABLE ? NEAR_ENOUGH : NEAR;
        return meant.score() >= enough;
    }
}
