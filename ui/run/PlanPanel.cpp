#include "ui/run/PlanPanel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace metaspo {

namespace {

QString atMost(qint64 expected, qint64 most)
{
    return most > expected ? PlanPanel::tr("%L1 expected, at most %L2").arg(expected).arg(most)
                           : PlanPanel::tr("%L1").arg(expected);
}

// Where lengths and times come from.
QString measurementText(const CalibrationResult& measured)
{
    return PlanPanel::tr("output measured on %1, %2, with %L3 calls")
        .arg(displayLine(measured.task, 60),
             QLocale().toString(measured.measuredUtc.toLocalTime(), QLocale::ShortFormat))
        .arg(measured.answers);
}

} // namespace

PlanPanel::PlanPanel(QWidget* parent)
    : Card(parent)
    , m_status(new QLabel(this))
    , m_numbers(new QWidget(this))
    , m_warnings(new QLabel(this))
    , m_formula(hint({}, this))
{
    setObjectName(QStringLiteral("planPanel"));
    auto* form = new QFormLayout(m_numbers);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(3);
    m_base = addRow(form, tr("Calls to the base model"), QStringLiteral("planBase"));
    m_optimizer = addRow(form, tr("Calls to the optimizer model"), QStringLiteral("planOptimizer"));
    m_tokens = addRow(form, tr("Tokens"), QStringLiteral("planTokens"));
    m_cost = addRow(form, tr("Cost"), QStringLiteral("planCost"));
    m_time = addRow(form, tr("Time"), QStringLiteral("planTime"));
    m_hosts = addRow(form, tr("Examples are sent to"), QStringLiteral("planHosts"));
    nameWidget(m_formula, QStringLiteral("planFormula"), tr("How the calls are counted"));
    m_status->setObjectName(QStringLiteral("planStatus"));
    m_status->setWordWrap(true);
    m_warnings->setObjectName(QStringLiteral("planWarnings"));
    m_warnings->setWordWrap(true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 14, 16, 14);
    rows->setSpacing(gap);
    rows->addWidget(heading(tr("Before anything is spent"), this, 1.1));
    rows->addWidget(m_status);
    rows->addWidget(m_numbers);
    rows->addWidget(m_warnings);
    rows->addWidget(m_formula);
    rows->addStretch(1);
    showPlanning();
    m_numbers->hide();
    m_warnings->hide();
}

QLabel* PlanPanel::addRow(QFormLayout* form, const QString& title, const QString& objectName)
{
    auto* value = new QLabel(m_numbers);
    value->setObjectName(objectName);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setContentsMargins(0, 0, 0, 6);
    QFont font = value->font();
    font.setWeight(QFont::DemiBold);
    value->setFont(font);
    QLabel* name = hint(title, m_numbers);
    name->setWordWrap(false);
    form->addRow(name, value);
    return value;
}

void PlanPanel::showPlanning()
{
    m_status->setText(tr("Counting …"));
    m_status->show();
    m_numbers->setEnabled(false);
}

void PlanPanel::show(const Result<RunPlan>& plan)
{
    const bool isUsable = plan.has_value();
    m_numbers->setVisible(isUsable);
    m_numbers->setEnabled(true);
    m_warnings->setVisible(isUsable && !plan->warnings.isEmpty());
    m_formula->setVisible(isUsable);
    m_status->setVisible(!isUsable);
    if (!plan)
        return showPlain(m_status, QStringLiteral("⚠ ") + sentence(plan.error()));
    fill(*plan);
}

void PlanPanel::fill(const RunPlan& plan)
{
    m_base->setText(atMost(plan.calls.baseExpected, plan.calls.baseMost) + QLatin1Char('\n')
                    + tr("of these %L1 for the final test").arg(plan.calls.baseTest));
    m_optimizer->setText(atMost(plan.calls.optimizer, plan.calls.optimizerMost));
    m_tokens->setText(tr("about %L1 in, %L2 out").arg(plan.inputTokensExpected).arg(plan.outputTokensExpected)
                      + (plan.measured ? QLatin1Char('\n') + measurementText(*plan.measured) : QString()));
    m_cost->setText(plan.costNanoDollarsExpected
                        ? tr("about %1, at most %2").arg(dollarsText(plan.costNanoDollarsExpected),
                                                         dollarsText(plan.costNanoDollarsMost))
                        : tr("n/a: a price is not known"));
    m_time->setText(plan.secondsExpected ? tr("about %1").arg(durationText(*plan.secondsExpected))
                                         : tr("not known until some calls were made"));
    m_hosts->setText(plan.hosts.isEmpty() ? tr("nobody: they stay on this machine")
                                          : displayLine(plan.hosts.join(QStringLiteral(", "))));
    QStringList warnings;
    for (const QString& warning : plan.warnings)
        warnings += QStringLiteral("⚠ ") + warning;
    showPlain(m_warnings, warnings.join(QLatin1Char('\n')));
    showPlain(m_formula, plan.calls.explanation);
}

} // namespace metaspo
