#include "ui/run/LimitsEditor.h"

#include "ui/kit/DecimalBox.h"
#include "ui/kit/Layout.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>
#include <cmath>
#include <limits>

namespace metaspo {

namespace {

constexpr double nanoDollars = 1e9;
constexpr double noBudget = -1; ///< the field shows its special text there: 0 is a limit as well
constexpr double highestBudget = 9'999'999;
constexpr int greatestWidth = 1024;
const QString unreadableEvent = QStringLiteral("unreadable>");
const QString budgetEvent = QStringLiteral("budget>");

QString percent(const QDoubleSpinBox* box)
{
    return QString::number(box->value(), 'g', 12);
}

QDoubleSpinBox* percentBox(double value, const QString& objectName, const QString& name, QWidget* parent)
{
    auto* box = new DecimalBox(0, parent);
    box->setRange(0, 100);
    box->setSuffix(QStringLiteral(" %"));
    box->setValue(value);
    nameWidget(box, objectName, name);
    return box;
}

} // namespace

LimitsEditor::LimitsEditor(QWidget* parent)
    : QWidget(parent)
    , m_budget(new DecimalBox(2, this))
    , m_calls(new QSpinBox(this))
    , m_width(new QSpinBox(this))
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(gap);
    rows->addWidget(makeLimits());
    rows->addWidget(caption(tr("Pause by itself"), this));
    rows->addWidget(makeBreakpoints());
}

QWidget* LimitsEditor::makeLimits()
{
    auto* area = new QWidget(this);
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
    m_width->setRange(0, greatestWidth);
    m_width->setSpecialValueText(tr("found out"));
    auto* form = new QFormLayout(area);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("&Budget"), m_budget);
    form->addRow(tr("Most c&alls"), m_calls);
    form->addRow(tr("Calls at &once"), m_width);
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, &LimitsEditor::changed);
    connect(m_calls, &QSpinBox::valueChanged, this, &LimitsEditor::changed);
    connect(m_width, &QSpinBox::valueChanged, this, &LimitsEditor::changed);
    return area;
}

QWidget* LimitsEditor::makeBreakpoints()
{
    auto* area = new QWidget(this);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    const auto add = [this, area](const QString& text, const QString& objectName) {
        auto* box = new QCheckBox(text, area);
        nameWidget(box, objectName, text);
        connect(box, &QCheckBox::toggled, this, &LimitsEditor::changed);
        return box;
    };
    const QList<std::pair<QString, QString>> events{
        {QStringLiteral("iteration"), tr("before every iteration")},
        {QStringLiteral("loop"), tr("before every loop")},
        {QStringLiteral("candidate"), tr("before every candidate")},
        {QStringLiteral("adopted"), tr("when a system prompt is adopted")},
        {QStringLiteral("rejected"), tr("when a proposal is rejected")},
        {QStringLiteral("worse-on-a-task"), tr("when an adopted prompt is worse on a task")}};
    for (const auto& [event, text] : events) {
        QCheckBox* box = add(text, QStringLiteral("break-") + event);
        m_events.append({event, box});
        rows->addWidget(box);
    }
    const auto addShare = [&](QCheckBox*& box, QDoubleSpinBox*& share, const QString& text, const QString& objectName, double value) {
        box = add(text, objectName);
        share = percentBox(value, objectName + QStringLiteral("-share"), text, area);
        share->setEnabled(false);
        connect(box, &QCheckBox::toggled, share, &QWidget::setEnabled);
        connect(share, &QDoubleSpinBox::valueChanged, this, &LimitsEditor::changed);
        auto* row = new QHBoxLayout;
        row->addWidget(box);
        row->addWidget(share);
        row->addStretch(1);
        rows->addLayout(row);
    };
    addShare(m_isUnreadable, m_unreadable, tr("when more answers are unreadable than"), QStringLiteral("break-unreadable"), 20);
    addShare(m_isBudget, m_budgetShare, tr("when more of the budget is spent than"), QStringLiteral("break-budget"), 80);
    return area;
}

void LimitsEditor::show(const RunLimits& limits)
{
    m_budget->setValue(limits.budgetNanoDollars ? static_cast<double>(*limits.budgetNanoDollars) / nanoDollars : noBudget);
    m_calls->setValue(static_cast<int>(std::min<qint64>(limits.maximumCalls.value_or(0), m_calls->maximum())));
    m_width->setValue(limits.width);
    for (const auto& [event, box] : std::as_const(m_events))
        box->setChecked(limits.breakpoints.contains(event));
    m_isUnreadable->setChecked(false);
    m_isBudget->setChecked(false);
    for (const QString& event : limits.breakpoints) {
        if (event.startsWith(unreadableEvent)) {
            m_isUnreadable->setChecked(true);
            m_unreadable->setValue(event.mid(unreadableEvent.size()).toDouble());
        } else if (event.startsWith(budgetEvent)) {
            m_isBudget->setChecked(true);
            m_budgetShare->setValue(event.mid(budgetEvent.size()).toDouble());
        }
    }
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
    if (now.breakpoints != m_shown.breakpoints)
        limits.breakpoints = now.breakpoints;
    return limits;
}

RunLimits LimitsEditor::read() const
{
    RunLimits limits;
    limits.width = m_width->value();
    if (m_budget->value() >= 0)
        limits.budgetNanoDollars = std::llround(m_budget->value() * nanoDollars);
    if (m_calls->value() > 0)
        limits.maximumCalls = m_calls->value();
    for (const auto& [event, box] : m_events)
        if (box->isChecked())
            limits.breakpoints.append(event);
    if (m_isUnreadable->isChecked())
        limits.breakpoints.append(unreadableEvent + percent(m_unreadable));
    if (m_isBudget->isChecked())
        limits.breakpoints.append(budgetEvent + percent(m_budgetShare));
    return limits;
}

} // namespace metaspo
