#include "ui/run/CallInspector.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CallText.h"
#include "ui/run/OutcomeText.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

QString textOf(const QList<Message>& messages, bool isSystem)
{
    QStringList parts;
    for (const Message& message : messages)
        if ((message.role == MessageRole::System) == isSystem)
            parts += message.text;
    return parts.join(QStringLiteral("\n\n"));
}

QString tokens(qint64 count)
{
    return count < 0 ? QStringLiteral("–") : countText(count);
}

} // namespace

CallInspector::CallInspector(QWidget* parent)
    : QWidget(parent)
    , m_judgement(new QLabel(this))
    , m_costs(hint({}, this))
    , m_nothing(hint(tr("Choose an answer to see the whole request and response."), this))
    , m_content(new QWidget(this))
    , m_text(new CallText(m_content))
{
    setObjectName(QStringLiteral("callInspector"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_judgement->setWordWrap(true);
    m_judgement->setContentsMargins(10, 6, 10, 6);
    m_judgement->setObjectName(QStringLiteral("callJudgement"));
    nameWidget(m_text, QStringLiteral("callText"), tr("Request and response"));
    m_costs->setObjectName(QStringLiteral("callCosts"));
    auto* rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(m_judgement);
    rows->addWidget(m_text, 1);
    rows->addWidget(makeBar());
    auto* stack = new QStackedLayout(this);
    stack->addWidget(m_nothing);
    stack->addWidget(m_content);
}

QWidget* CallInspector::makeBar()
{
    auto* bar = new QWidget(m_content);
    auto* copy = toolButton(tr("Copy a part"), QStringLiteral("copy"), QStringLiteral("callCopy"), bar);
    auto* menu = new QMenu(copy);
    const auto add = [this, menu](const QString& text, const QString CallInspector::* part) {
        menu->addAction(text, this, [this, part] { QGuiApplication::clipboard()->setText(this->*part); });
    };
    add(tr("Copy the response"), &CallInspector::m_response);
    add(tr("Copy the user message"), &CallInspector::m_user);
    add(tr("Copy the system message"), &CallInspector::m_system);
    copy->setMenu(menu);
    copy->setPopupMode(QToolButton::InstantPopup);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_costs, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    return bar;
}

void CallInspector::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    show(std::nullopt);
}

void CallInspector::show(std::optional<qint64> call)
{
    if (call && call == m_call)
        return;
    m_call = call;
    if (!call || !m_project) {
        m_outcome.reset();
        static_cast<QStackedLayout*>(layout())->setCurrentWidget(m_nothing);
        update();
        return;
    }
    whenDone(m_project->queries().call(*call), this, [this, call](const Result<CallDetail>& detail) {
        if (call != m_call)
            return;
        if (!detail)
            return Q_EMIT failed(detail.error());
        fill(*detail);
    });
}

void CallInspector::fill(const CallDetail& detail)
{
    m_system = textOf(detail.messages, true);
    m_user = textOf(detail.messages, false);
    m_response = detail.completion.text;
    m_text->show({{tr("Response"), m_response}, {tr("User message"), m_user}, {tr("System message"), m_system}});
    m_outcome.reset();
    if (detail.evaluation)
        m_outcome = detail.evaluation->outcome.kind;
    m_judgement->setVisible(m_outcome.has_value());
    if (detail.evaluation)
        showPlain(m_judgement, judgement(*detail.evaluation));
    showPlain(m_costs, costs(detail));
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(m_content);
    update();
}

QString CallInspector::judgement(const EvaluationRecord& evaluation) const
{
    const Outcome& outcome = evaluation.outcome;
    const QString expected = displayLine(evaluation.expected.join(tr(" or ")), 120);
    QString words = outcomeGlyph(outcome.kind) + QLatin1Char(' ');
    if (outcome.kind == OutcomeKind::Unreadable)
        words += tr("Unreadable; expected %1.").arg(expected);
    else
        words += tr("%1: predicted %2, expected %3.")
                     .arg(outcomeText(outcome.kind), displayLine(outcome.prediction, 120), expected);
    if (!outcome.reason.isEmpty())
        words += QLatin1Char(' ') + outcome.reason;
    return words;
}

QString CallInspector::costs(const CallDetail& detail) const
{
    const CallRecord& call = detail.call;
    QStringList parts{call.model, finishText(detail.completion.finish)};
    if (!detail.completion.detail.isEmpty())
        parts += detail.completion.detail;
    parts += tr("%1 tokens in, %2 out").arg(tokens(call.usage.input), tokens(call.usage.output));
    parts += tr("%L1 ms").arg(call.latencyMicroseconds / 1000);
    if (call.costNanoDollars)
        parts += dollarsText(call.costNanoDollars);
    if (call.reused)
        parts += tr("answered from memory, not paid for again");
    if (call.attempts > 1)
        parts += tr("%1 attempts").arg(call.attempts);
    parts += call.step;
    for (const FailedAttempt& attempt : detail.failedAttempts)
        parts += tr("attempt %1 failed: %2").arg(attempt.attempt).arg(attempt.message);
    return parts.join(QStringLiteral("  ·  "));
}

void CallInspector::paintEvent(QPaintEvent*)
{
    if (!m_outcome || !m_judgement->isVisible())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneBackground(toneOf(*m_outcome), palette()));
    painter.drawRoundedRect(QRectF(m_judgement->geometry().translated(m_content->pos())), 6, 6);
}

} // namespace metaspo
