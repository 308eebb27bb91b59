#include "ui/run/CallInspector.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/OutcomeText.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
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
{
    setObjectName(QStringLiteral("callInspector"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_judgement->setWordWrap(true);
    m_judgement->setContentsMargins(10, 6, 10, 6);
    m_judgement->setObjectName(QStringLiteral("callJudgement"));
    m_costs->setObjectName(QStringLiteral("callCosts"));
    auto* splitter = new QSplitter(Qt::Vertical, m_content);
    splitter->setChildrenCollapsible(false);
    m_response = addText(splitter, tr("Response"), QStringLiteral("callResponse"));
    m_user = addText(splitter, tr("User message"), QStringLiteral("callUser"));
    m_system = addText(splitter, tr("System message"), QStringLiteral("callSystem"));
    auto* rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(m_judgement);
    rows->addWidget(splitter, 1);
    rows->addWidget(m_costs);
    auto* stack = new QStackedLayout(this);
    stack->addWidget(m_nothing);
    stack->addWidget(m_content);
}

PlainTextView* CallInspector::addText(QSplitter* splitter, const QString& title, const QString& objectName)
{
    auto* part = new QWidget(splitter);
    auto* view = new PlainTextView(part);
    nameWidget(view, objectName, title);
    view->setMinimumHeight(3 * fontMetrics().height());
    QToolButton* copy = toolButton(tr("Copy: %1").arg(title), QStringLiteral("copy"), objectName + QStringLiteral("Copy"),
                                   part);
    connect(copy, &QToolButton::clicked, view, [view] { QGuiApplication::clipboard()->setText(view->original()); });
    auto* top = new QHBoxLayout;
    top->addWidget(caption(title, part), 1);
    top->addWidget(copy);
    auto* rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addLayout(top);
    rows->addWidget(view, 1);
    splitter->addWidget(part);
    return view;
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
    m_system->show(textOf(detail.messages, true));
    m_user->show(textOf(detail.messages, false));
    m_response->show(detail.completion.text);
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
