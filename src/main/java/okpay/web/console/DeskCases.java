package okpay.web.console;

import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.web.Problems;
import org.springframework.stereotype.Component;

/// The case an address names.
@Component
class DeskCases {

    private final Cases cases;

    DeskCases(Cases cases) {
        this.cases = cases;
    }

    /// @throws Problems.NotFound if there is none
    Case get(String id) {
        return CaseId.read(id).flatMap(cases::find).orElseThrow(Problems.NotFound::new);
    }

    /// As it stands now.
    Case again(Case one) {
        return cases.find(one.id()).orElseThrow();
    }
}
