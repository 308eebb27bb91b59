#pragma once

#include <QDoubleSpinBox>

namespace metaspo {

/// A number with up to nine decimals that shows only those it has, but at least `fewest`.
class DecimalBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit DecimalBox(int fewest, QWidget* parent = nullptr);
    QString textFromValue(double value) const override;

private:
    int m_fewest;
};

} // namespace metaspo
