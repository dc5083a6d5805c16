package okpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import okpay.abroad.BeneficiaryForm;
import okpay.abroad.Quotes;
import okpay.abroad.Stage;
import okpay.abroad.TransferPurpose;
import okpay.abroad.Transfers;
import okpay.bank.BankAccount;
import okpay.bank.BankAccounts;
import okpay.bills.Bills;
import okpay.channels.Preferences;
import okpay.channels.push.Browsers;
import okpay.channels.social.Codes;
import okpay.disputes.Dispute;
import okpay.disputes.DisputeReason;
import okpay.disputes.DisputeStage;
import okpay.disputes.Disputes;
import okpay.files.Intake;
import okpay.friends.Plans;
import okpay.friends.Requests;
import okpay.help.Articles;
import okpay.help.Shipped;
import okpay.identity.Challenges;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Locks;
import okpay.identity.Passwords;
import okpay.identity.Pins;
import okpay.identity.Recoveries;
import okpay.identity.SignIns;
import okpay.merchant.Merchants;
import okpay.money.Amounts;
import okpay.passkeys.Passkeys;
import okpay.qr.PaymentCode;
import okpay.reconciliation.BankFiles;
import okpay.statement.Period;
import okpay.support.Contacts;
import okpay.support.Writing;
import okpay.verification.Verifications;
import okpay.wallet.Attempt;
import okpay.wallet.Freeze;
import okpay.wallet.Freezes;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a customer may be refused has its own sentence in both languages, and where money is
/// asked for the sentence says what became of it.
class RefusalsTest {

    /// How each reason is said.
    private static final Map<Class<? extends Enum<?>>, String> SAID =
            Map.ofEntries(
                    Map.entry(Attempt.Reason.class, "pay.refused."),
                    Map.entry(Amounts.Flaw.class, "amount.refused."),
                    Map.entry(Quotes.Reason.class, "abroad.refused."),
                    Map.entry(BeneficiaryForm.Flaw.class, "abroad.flaw."),
                    Map.entry(BankAccounts.Reason.class, "account.refused."),
                    Map.entry(Challenges.Reason.class, "code.refused."),
                    Map.entry(Recoveries.Reason.class, "recovery.refused."),
                    Map.entry(Customers.Reason.class, "join.refused."),
                    Map.entry(Codes.Refusal.class, "chats.refused."),
                    Map.entry(Locks.Refusal.class, "lock.refused."),
                    Map.entry(SignIns.Reason.class, "sign-in.refused."),
                    Map.entry(Contacts.Reason.class, "stuck.refused."),
                    Map.entry(Period.Flaw.class, "statement.refused."),
                    Map.entry(Verifications.Reason.class, "identity.refused."),
                    Map.entry(Passkeys.Reason.class, "passkey.refused."),
                    Map.entry(Bills.Reason.class, "bill.refused."),
                    Map.entry(Requests.Reason.class, "request.refused."),
                    Map.entry(Plans.Reason.class, "plan.refused."),
                    Map.entry(Preferences.Reason.class, "notices.refused."),
                    Map.entry(Browsers.Reason.class, "push.refused."),
                    Map.entry(Disputes.Reason.class, "dispute.refused."),
                    Map.entry(PaymentCode.Flaw.class, "scan.refused."),
                    Map.entry(Merchants.Reason.class, "till.refused."),
                    Map.entry(Freezes.Refusal.class, "lock.open.refused."),
                    Map.entry(Freeze.Reason.class, "freeze.why."),
                    Map.entry(Intake.Reason.class, "file.refused."),
                    Map.entry(okpay.feedback.Wishes.Reason.class, "wish.refused."),
                    Map.entry(okpay.web.widget.Refusal.class, "widget.refused."),
                    Map.entry(Writing.Reason.class, "chat.refused."));

    /// Said in other words by those above, or to people at the desk only.
    private static final Set<Class<? extends Enum<?>>> NOT_SAID =
            Set.of(
                    Passwords.Flaw.class,
                    Pins.Flaw.class,
                    BankFiles.Flaw.class,
                    okpay.help.Wording.Flaw.class,
                    okpay.understanding.Teaching.Flaw.class,
                    okpay.support.Merging.Reason.class,
                    okpay.drafting.Drafter.Reason.class,
                    okpay.channels.voices.Replies.Reason.class,
                    okpay.webhooks.Endpoints.Reason.class,
                    okpay.desk.QualityReviews.Reason.class,
                    okpay.identity.Staff.Refusal.class,
                    okpay.ledger.Refusal.class);

    @Test
    void nobodyInventsARefusalWithoutSayingIt() {
        var all =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("okpay")
                                .stream()
                                .filter(type -> type.isEnum())
                                .filter(type ->
                                        Set.of("Reason", "Refusal", "Flaw")
                                                .contains(type.getSimpleName()))
                                .map(type -> type.reflect().getName())
                                .toList();

        assertThat(all)
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SAID.keySet().stream(), NOT_SAID.stream())
                                .map(Class::getName)
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh.properties"})
    void everyRefusalHasItsSentence(String bundle) throws IOException {
        var texts = texts(bundle);
        var missing = new TreeSet<String>();
        SAID.forEach((type, prefix) -> missing.addAll(missing(texts, prefix, type)));
        missing.addAll(missing(texts, "abroad.refused.", Transfers.Recall.class));
        missing.remove("abroad.refused.ASKED");
        missing.addAll(missing(texts, "stage.abroad.", Stage.Kind.class));
        missing.addAll(missing(texts, "abroad.purpose.", TransferPurpose.class));
        missing.addAll(missing(texts, "bank.", BankAccount.Bank.class));
        missing.addAll(missing(texts, "letter.", Letter.Kind.class));
        missing.addAll(missing(texts, "dispute.reason.", DisputeReason.class));
        missing.addAll(missing(texts, "dispute.stage.", DisputeStage.class));
        missing.addAll(missing(texts, "dispute.explained.", DisputeStage.class));
        missing.addAll(missing(texts, "dispute.step.", Dispute.Step.Kind.class));
        missing.addAll(missing(texts, "state.in.", PaymentState.class));
        for (var kind :
                List.of(
                        PaymentKind.ABROAD,
                        PaymentKind.PARCEL,
                        PaymentKind.TOP_UP,
                        PaymentKind.WITHDRAW)) {
            missing.addAll(missing(texts, "state.explained." + kind + ".", PaymentState.class));
        }

        assertThat(missing).isEmpty();
    }

    /// Beside the sentence stands a link to what one can do.
    @Test
    void everyRefusalIsExplainedByAnArticle() {
        var slugs = Shipped.all().stream().map(Shipped::slug).toList();
        SAID.forEach((type, prefix) -> {
            for (var reason : type.getEnumConstants()) {
                assertThat(Articles.forRefusal(prefix + reason.name()))
                        .as("%s%s", prefix, reason)
                        .hasValueSatisfying(it -> assertThat(slugs).contains(it));
            }
        });
    }

    /// “Nothing was paid”, “没有扣款”: the first thing a reader wants to know.
    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh.properties"})
    void whereMoneyWasAskedForTheSentenceSaysWhatBecameOfIt(String bundle) throws IOException {
        var texts = texts(bundle);
        boolean chinese = bundle.contains("zh");
        var silent = new TreeSet<String>();
        for (var type :
                List.of(Attempt.Reason.class, Quotes.Reason.class, PaymentCode.Flaw.class)) {
            for (var reason : type.getEnumConstants()) {
                var key = SAID.get(type) + reason;
                var said = texts.getProperty(key);
                if (!said.contains(chinese ? "没有" : "Nothing was paid")) {
                    silent.add(key);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<String> missing(
            Properties texts, String prefix, Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(one -> prefix + one.name())
                .filter(key -> texts.getProperty(key, "").isBlank())
                .toList();
    }

    private static Properties texts(String bundle) throws IOException {
        var texts = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources", bundle))) {
            texts.load(in);
        }
        return texts;
    }
}
