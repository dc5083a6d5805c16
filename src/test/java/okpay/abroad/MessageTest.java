package okpay.abroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.prowidesoftware.swift.model.mx.MxCamt05600108;
import com.prowidesoftware.swift.model.mx.MxPacs00800108;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.SchemaOutputResolver;
import java.io.File;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Result;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import okpay.house.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.xml.sax.SAXException;

/// What we write is what the standard means: checked against the structure of a library that many
/// banks read messages with, and read back by it.
class MessageTest extends Story {

    private static final String PACS = "pacs.008.001.08";
    private static final Instant UNTIL = Instant.parse("2026-11-18T02:03:04Z");

    @TempDir private Path folder;

    @Autowired private MessagePen pen;
    @Autowired private Rates rates;
    @Autowired private Quotes quotes;
    @Autowired private TransferStore store;

    @ParameterizedTest
    @CsvSource({
        "DE, EUR, DE89370400440532013000, ''",
        "DE, EUR, DE89370400440532013000, DEUTDEFF",
        "US, USD, 123456789, 021000021",
        "JP, JPY, 1234567, 0001234",
        "AU, AUD, 12345678, 062000",
        "HK, HKD, 123456789, 004",
        "SG, SGD, 0012345678, DBSSSGSG"
    })
    void aPaymentKeepsItsStandard(String country, String currency, String account, String bank)
            throws Exception {
        var transfer = transfer(country, currency, account, bank);

        var message = pen.payment(transfer, UNTIL);

        validate(MxPacs00800108.class, PACS, message);
        // The library's classes do not say what must be there; the standard does.
        assertThat(message)
                .contains("<MsgId>", "<CreDtTm>", "<NbOfTxs>", "<SttlmMtd>", "<EndToEndId>")
                .contains("<IntrBkSttlmAmt ", "<ChrgBr>", "<Dbtr>", "<DbtrAgt>")
                .contains("<CdtrAgt>", "<Cdtr>", "<TwnNm>", "<Ctry>");
        var read = MxPacs00800108.parse(message).getFIToFICstmrCdtTrf().getCdtTrfTxInf().getFirst();
        assertThat(read.getPmtId().getEndToEndId()).isEqualTo(transfer.payment().toString());
        assertThat(read.getPmtId().getUETR()).isEqualTo(transfer.uetr().toString());
        assertThat(read.getIntrBkSttlmAmt().getCcy()).isEqualTo(currency);
        assertThat(read.getIntrBkSttlmAmt().getValue())
                .isEqualByComparingTo(new BigDecimal(transfer.quote().offer().payout().digits()));
        assertThat(read.getCdtr().getNm()).isEqualTo("Erika Mustermann & Sons".replace("& ", ""));
        assertThat(read.getCdtr().getPstlAdr().getCtry()).isEqualTo(country);
        assertThat(read.getRmtInf().getUstrd()).containsExactly("Tuition (autumn)");
        assertThat(read.getDbtr().getNm()).isEqualTo("Li Lei");
    }

    @Test
    void aRecallKeepsItsStandard() throws Exception {
        var transfer = transfer("DE", "EUR", "DE89370400440532013000", "");

        var message = pen.recall(transfer);

        validate(MxCamt05600108.class, "camt.056.001.08", message);
        var read =
                MxCamt05600108.parse(message)
                        .getFIToFIPmtCxlReq()
                        .getUndrlyg()
                        .getFirst()
                        .getTxInf()
                        .getFirst();
        assertThat(read.getOrgnlUETR()).isEqualTo(transfer.uetr().toString());
        assertThat(read.getCxlRsnInf().getFirst().getRsn().getCd()).isEqualTo("CUST");
    }

    @Test
    void theCheckSeesWhatIsWrong() {
        var message = pen.payment(transfer("DE", "EUR", "DE89370400440532013000", ""), UNTIL);

        for (var wrong :
                List.of(
                        message.replace("<NbOfTxs>1</NbOfTxs>", "")
                                .replace("</CreDtTm>", "</CreDtTm><X/><NbOfTxs>1</NbOfTxs>"),
                        message.replace("ChrgBr", "ChrgBearer"),
                        message.replace("<ChrgBr>DEBT</ChrgBr>", "")
                                .replace("</Dbtr>", "</Dbtr><ChrgBr>DEBT</ChrgBr>"))) {
            assertThatThrownBy(() -> validate(MxPacs00800108.class, PACS, wrong))
                    .isInstanceOf(SAXException.class);
        }
    }

    @Test
    void aPayerWhoseNameNobodyThereCanReadIsNamedByTheWallet() {
        var message = pen.payment(transfer("李雷", "DE", "EUR", "DE89370400440532013000", ""), UNTIL);

        assertThat(message).contains("<Dbtr><Nm>cu_").doesNotContain("李");
    }

    private Transfer transfer(String country, String currency, String account, String bank) {
        return transfer("Li Lei", country, currency, account, bank);
    }

    private Transfer transfer(
            String payer, String country, String currency, String account, String bank) {
        rates.set(Currency.getInstance(currency), new BigDecimal("3.21"));
        var offer = ((Quotes.Offered) quotes.ask(country, money("1000.00 CNY"))).offer();
        var quote = quotes.lock(customer(payer).id(), offer);
        var form =
                new BeneficiaryForm(
                        "Erika Mustermann Sons", account, bank, "Berlin", "Hauptstr. 1");
        store.prepare(
                quote.id(), form.read(offer.corridor()), TransferPurpose.STDY, "Tuition (autumn)");
        return store.find(quote.id().payment()).orElseThrow();
    }

    /// The library's types stand in no namespace, its documents in that of the message: both are
    /// compared without one, and the name of the namespace apart.
    private static String withoutNamespace(String schema) {
        return schema.replaceAll("(targetNamespace|xmlns:tns|xmlns:ns\\d+)=\"[^\"]*\"", "")
                .replaceAll("(tns|ns\\d+):", "")
                .replaceAll("<xs:import (namespace=\"[^\"]*\" )?", "<xs:include ");
    }

    private void validate(Class<?> kind, String name, String message) throws Exception {
        var parts = new ArrayList<File>();
        JAXBContext.newInstance(kind)
                .generateSchema(
                        new SchemaOutputResolver() {
                            @Override
                            public Result createOutput(String namespace, String file) {
                                var part = folder.resolve(kind.getSimpleName() + file).toFile();
                                parts.add(part);
                                return new StreamResult(part);
                            }
                        });
        var namespace = "urn:iso:std:iso:20022:tech:xsd:" + name;
        assertThat(message).contains("<Document xmlns=\"" + namespace + "\">");
        for (var part : parts) {
            Files.writeString(part.toPath(), withoutNamespace(Files.readString(part.toPath())));
        }
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(parts.getFirst())
                .newValidator()
                .validate(
                        new StreamSource(
                                new StringReader(
                                        message.replace(" xmlns=\"" + namespace + "\"", ""))));
    }
}
