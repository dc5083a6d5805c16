package okpay.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/// The schema of camt.053.001.08, made from the standard's own schema of camt.052.001.08 that a
/// library carries. Both messages are built from the same types; they differ in the names of the
/// document's parts, and in camt.053 a statement has at least one balance.
public final class CamtSchema {

    private static final Map<String, String> NAMES =
            Map.of(
                    "camt.052.001.08", "camt.053.001.08",
                    "BkToCstmrAcctRpt", "BkToCstmrStmt",
                    "name=\"Rpt\"", "name=\"Stmt\"",
                    "name=\"RptPgntn\"", "name=\"StmtPgntn\"",
                    "name=\"AddtlRptInf\"", "name=\"AddtlStmtInf\"",
                    "minOccurs=\"0\" name=\"Bal\"", "name=\"Bal\"");

    private CamtSchema() {}

    /// @throws SAXException naming the line and what is wrong there
    public static void validate(InputStream document) throws SAXException, IOException {
        schema().newValidator().validate(new StreamSource(document));
    }

    private static Schema schema() throws IOException, SAXException {
        try (var in = CamtSchema.class.getResourceAsStream("/camt.052.001.08.xsd")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var name : NAMES.entrySet()) {
                if (!text.contains(name.getKey())) {
                    throw new IllegalStateException("The schema has no " + name.getKey());
                }
                text = text.replace(name.getKey(), name.getValue());
            }
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource(new StringReader(text)));
        }
    }
}
