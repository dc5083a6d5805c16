package okpay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import okpay.house.Printed;
import okpay.identity.CustomerId;
import okpay.identity.Pins;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/// The walls of the house, and the map of its rooms.
class RoomsTest {

    private static final ApplicationModules ROOMS = ApplicationModules.of(Okpay.class);
    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("okpay");

    @Test
    void nobodyEntersARoomItsSignDoesNotAllow() {
        ROOMS.verify();
    }

    @Test
    void facesDoNotUseEachOther() {
        slices().matching("okpay.web.(*)..")
                .should()
                .notDependOnEachOther()
                .because("shared pieces of screens are parts, in okpay.web itself or jte/part")
                .check(CODE);
    }

    @Test
    void moneyAndWordsKnowNeitherSpringNorSql() {
        noClasses()
                .that()
                .resideInAnyPackage("okpay.money", "okpay.language", "okpay.id")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.jdbc..",
                        "java.sql..",
                        "org.springframework.stereotype..")
                .because("they are values, used everywhere")
                .check(CODE);
    }

    @Test
    void facesSpeakToFrontDoorsNotToTheDatabase() {
        noClasses()
                .that(resideInAPackage("okpay.web.."))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .because("every row belongs to a room, and the faces own none")
                .check(CODE);
    }

    /// Whoever may say that a PIN was right can let money go.
    @Test
    void onlyPasskeysStandForAPin() {
        noClasses()
                .that(resideOutsideOfPackages("okpay.identity..", "okpay.passkeys.."))
                .should()
                .callMethod(Pins.class, "inPlaceOf", CustomerId.class, Function.class)
                .check(CODE);
    }

    @Test
    void decidersTouchNothing() {
        classes()
                .that()
                .haveSimpleName("Decider")
                .or()
                .haveSimpleName("Tree")
                .or()
                .haveSimpleName("Settlement")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.springframework..", "java.sql..", "java.net..")
                .because("a decision is a pure function: decide, then do")
                .check(CODE);
    }

    @Test
    void theMapInTheDocsIsTrue() {
        var signs = new TreeMap<String, String>();
        for (var room : ROOMS) {
            var name = room.getIdentifier().toString();
            var sign = sign("okpay." + name);
            var enters = Arrays.stream(sign.allowedDependencies()).sorted().toList();
            signs.put(
                    name,
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    name,
                                    Printed.firstSentence("okpay/" + name + "/package-info.java"),
                                    enters.isEmpty() ? "nobody" : String.join(", ", enters)));
        }
        var map = new StringBuilder();
        signs.values().stream().sorted(Comparator.naturalOrder()).forEach(map::append);
        Printed.is(
                "rooms.md",
                """
                # The rooms

                Printed by `RoomsTest`; do not edit. One Maven module, one process. A room calls the rooms it may enter
                by their front doors; news goes up as past-tense records after commit.

                | room | what it is for | may enter |
                |---|---|---|
                """
                        + map);
    }

    private static ApplicationModule sign(String room) {
        try {
            var place = Class.forName(room + ".package-info");
            return Objects.requireNonNull(
                    place.getPackage().getAnnotation(ApplicationModule.class), room);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("The room " + room + " has no sign", e);
        }
    }
}
