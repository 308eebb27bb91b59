#include "ui/kit/DecimalBox.h"

namespace metaspo {

namespace {
constexpr int most = 9;
}

DecimalBox::DecimalBox(int fewest, QWidget* parent)
    : QDoubleSpinBox(parent)
    , m_fewest(fewest)
{
    setDecimals(most);
}

QString DecimalBox::textFromValue(double value) const
{
    QString text = QDoubleSpinBox::textFromValue(value);
    int shown = most;
    while (shown > m_fewest && text.endsWith(locale().zeroDigit())) {
        text.chop(locale().zeroDigit().size());
        --shown;
    }
    if (shown == 0)
        text.chop(locale().decimalPoint().size());
    return text;
}

} // namespace metaspo
