package okpay.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Questions nobody looked at while the articles and the search were made, and how they fare.
public final class Questions {

    private Questions() {}

    /// @param slugs any of them is right
    public record Question(Tongue tongue, List<String> slugs, String text) {}

    public static List<Question> all() {
        return rows("/help/questions.tsv").stream()
                .map(it ->
                        new Question(
                                Tongue.read(it[0]).orElseThrow(),
                                Arrays.asList(it[1].split("\\|", -1)),
                                it[2]))
                .toList();
    }

    public static List<String[]> rows(String name) {
        try (var in = Questions.class.getResourceAsStream(name)) {
            return new String(
                            Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(it -> it.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The mean of one through the place of the first right article; 0 where it is not among ten.
    public static double reciprocalRank(Library library, List<Question> questions) {
        return questions.stream()
                .mapToInt(it -> place(library, it))
                .mapToDouble(it -> it == 0 ? 0 : 1.0 / it)
                .average()
                .orElse(0);
    }

    /// The share whose first hit is right.
    public static double first(Library library, List<Question> questions) {
        return questions.stream()
                .mapToInt(it -> place(library, it) == 1 ? 1 : 0)
                .average()
                .orElse(0);
    }

    /// The share of strays for which nothing is claimed to be found.
    ///
    /// @param file `lang, text`
    public static double strays(Library library, String file) {
        var strays =
                rows(file).stream()
                        .map(it -> new Question(Tongue.read(it[0]).orElseThrow(), List.of(), it[1]))
                        .toList();
        return 1 - refusedNot(library, strays);
    }

    /// The share of questions with an article for which none is claimed to be found.
    public static double refused(Library library, List<Question> questions) {
        return 1 - refusedNot(library, questions);
    }

    private static double refusedNot(Library library, List<Question> questions) {
        return questions.stream()
                .mapToInt(it -> library.find(it.text, it.tongue).isSure() ? 1 : 0)
                .average()
                .orElse(0);
    }

    public static List<String> wrong(Library library, List<Question> questions) {
        return questions.stream()
                .filter(it -> place(library, it) != 1)
                .map(it ->
                        "%s %s: %s -> %s"
                                .formatted(
                                        it.tongue,
                                        it.slugs,
                                        it.text,
                                        slugs(library, it).stream().limit(3).toList()))
                .toList();
    }

    private static int place(Library library, Question question) {
        var slugs = slugs(library, question);
        for (int i = 0; i < slugs.size(); i++) {
            if (question.slugs.contains(slugs.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static List<String> slugs(Library library, Question question) {
        return library.find(question.text, question.tongue).hits().stream()
                .map(it -> it.article().slug())
                .toList();
    }
}
