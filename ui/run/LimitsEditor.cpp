#include "ui/run/LimitsEditor.h"

#include "ui/kit/DecimalBox.h"
#include "ui/kit/Layout.h"

#include <QFormLayout>
#include <QSpinBox>
#include <cmath>
#include <limits>

namespace metaspo {

namespace {
constexpr double nanoDollarsPerDollar = 1e9;
constexpr double noBudget = -1; ///< the field shows its special text there: 0 is a limit as well
constexpr double highestBudget = 9'999'999;
constexpr int greatestRunWidth = 1024;
}

LimitsEditor::LimitsEditor(QWidget* parent)
    : QWidget(parent)
    , m_budget(new DecimalBox(2, this))
    , m_calls(new QSpinBox(this))
    , m_width(new QSpinBox(this))
{
    nameWidget(m_budget, QStringLiteral("budget"), tr("Budget in US dollars"));
    m_budget->setRange(noBudget, highestBudget);
    m_budget->setPrefix(QStringLiteral("$ "));
    m_budget->setSpecialValueText(tr("no limit"));
    nameWidget(m_calls, QStringLiteral("maximumCalls"), tr("Most calls"));
    m_calls->setRange(0, std::numeric_limits<int>::max());
    m_calls->setSingleStep(100);
    m_calls->setSpecialValueText(tr("no limit"));
    m_calls->setGroupSeparatorShown(true);
    nameWidget(m_width, QStringLiteral("width"), tr("Calls at once"));
    m_width->setRange(0, greatestRunWidth);
    m_width->setSpecialValueText(tr("found out"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    for (QAbstractSpinBox* box : {static_cast<QAbstractSpinBox*>(m_budget), static_cast<QAbstractSpinBox*>(m_calls),
                                  static_cast<QAbstractSpinBox*>(m_width)})
        box->setMinimumWidth(18 * fontMetrics().averageCharWidth());
    form->addRow(tr("&Budget"), m_budget);
    form->addRow(tr("Most c&alls"), m_calls);
    form->addRow(tr("Calls at &once"), m_width);
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, &LimitsEditor::changed);
    connect(m_calls, &QSpinBox::valueChanged, this, &LimitsEditor::changed);
    connect(m_width, &QSpinBox::valueChanged, this, &LimitsEditor::changed);
}

void LimitsEditor::show(const RunLimits& limits)
{
    m_budget->setValue(limits.budgetNanoDollars ? static_cast<double>(*limits.budgetNanoDollars) / nanoDollarsPerDollar
                                                : noBudget);
    m_calls->setValue(static_cast<int>(std::min<qint64>(limits.maximumCalls.value_or(0), m_calls->maximum())));
    m_width->setValue(limits.width);
    m_given = limits;
    m_shown = read();
}

// What a field cannot show as it is stays as it is, until that field is changed.
RunLimits LimitsEditor::limits() const
{
    const RunLimits now = read();
    RunLimits limits = m_given;
    if (now.width != m_shown.width)
        limits.width = now.width;
    if (now.budgetNanoDollars != m_shown.budgetNanoDollars)
        limits.budgetNanoDollars = now.budgetNanoDollars;
    if (now.maximumCalls != m_shown.maximumCalls)
        limits.maximumCalls = now.maximumCalls;
    return limits;
}

RunLimits LimitsEditor::read() const
{
    RunLimits limits;
    limits.width = m_width->value();
    if (m_budget->value() >= 0)
        limits.budgetNanoDollars = std::llround(m_budget->value() * nanoDollarsPerDollar);
    limits.maximumCalls.reset();
    if (m_calls->value() > 0)
        limits.maximumCalls = m_calls->value();
    return limits;
}

} // namespace metaspo
