#include "ui/run/CallInspector.h"

#include "core/engine/CallTexts.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CallParts.h"
#include "ui/run/CallText.h"
#include "ui/run/OutcomeText.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

CallInspector::CallInspector(QWidget* parent)
    : QWidget(parent)
    , m_judgement(new QLabel(this))
    , m_nothing(hint({}, this))
    , m_content(new QWidget(this))
    , m_tabs(new QTabWidget(m_content))
{
    m_nothing->setAlignment(Qt::AlignCenter);
    m_judgement->setWordWrap(true);
    m_judgement->setContentsMargins(10, 6, 10, 6);
    m_judgement->setObjectName(QStringLiteral("callJudgement"));
    makeTabs();
    setPlace({});
    auto* rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(m_judgement);
    rows->addWidget(m_tabs, 1);
    auto* stack = new QStackedLayout(this);
    stack->addWidget(m_nothing);
    stack->addWidget(m_content);
    sayNothing(tr("Choose a row to see the whole request and response."));
}

void CallInspector::makeTabs()
{
    for (CallText*& text : m_texts)
        text = new CallText(m_tabs);
    m_texts[JsonTab]->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_texts[MessagesTab], tr("Messages"));
    m_tabs->addTab(m_texts[ScoringTab], tr("Scoring"));
    m_tabs->addTab(m_texts[JsonTab], tr("JSON"));
    m_tabs->addTab(m_texts[CostTab], tr("Cost"));
    m_tabs->addTab(m_texts[AttemptsTab], tr("Retries"));
    m_tabs->setCornerWidget(makeBar(), Qt::TopRightCorner);
    connect(m_tabs, &QTabWidget::currentChanged, this, &CallInspector::fillJson);
}

void CallInspector::setPlace(const QString& place)
{
    const QString prefix = place.isEmpty() ? QString() : place + QLatin1Char('-');
    setObjectName(prefix + QStringLiteral("callInspector"));
    m_nothing->setObjectName(prefix + QStringLiteral("callNothing"));
    nameWidget(m_tabs, prefix + QStringLiteral("callTabs"), tr("Parts of the call"));
    m_tabs->tabBar()->setObjectName(prefix + QStringLiteral("callTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the call"));
    nameWidget(m_texts[MessagesTab], prefix + QStringLiteral("callText"), tr("Request and response"));
    nameWidget(m_texts[ScoringTab], prefix + QStringLiteral("callScoring"), tr("How the answer was judged"));
    nameWidget(m_texts[JsonTab], prefix + QStringLiteral("callJson"), tr("The call as stored, in JSON"));
    nameWidget(m_texts[CostTab], prefix + QStringLiteral("callCosts"), tr("Tokens, time and cost"));
    nameWidget(m_texts[AttemptsTab], prefix + QStringLiteral("callAttempts"), tr("Failed attempts"));
    m_tabs->cornerWidget(Qt::TopRightCorner)->setObjectName(prefix + QStringLiteral("callCopy"));
}

QWidget* CallInspector::makeBar()
{
    auto* copy = toolButton(tr("Copy a part of the call"), QStringLiteral("copy"), QStringLiteral("callCopy"), m_tabs);
    auto* menu = new QMenu(copy);
    const auto add = [this, menu](const QString& text, QString (*part)(const CallDetail&)) {
        menu->addAction(text, this, [this, part] {
            if (m_detail)
                QGuiApplication::clipboard()->setText(part(*m_detail));
        });
    };
    add(tr("Copy the response"), [](const CallDetail& detail) { return detail.completion.text; });
    add(tr("Copy the user message"), [](const CallDetail& detail) { return userText(detail); });
    add(tr("Copy the system message"), [](const CallDetail& detail) { return systemText(detail); });
    add(tr("Copy everything as JSON"), [](const CallDetail& detail) { return QString::fromUtf8(callJson(detail)); });
    menu->addAction(tr("Copy as curl (the key is only named)"), this, &CallInspector::copyCurl)
        ->setData(QStringLiteral("curl"));
    copy->setMenu(menu);
    copy->setPopupMode(QToolButton::InstantPopup);
    return copy;
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
    m_detail.reset();
    m_outcome.reset();
    const bool isAsked = call && m_project;
    // What was shown is of another call: nothing of it stays while this one is read, or if it cannot be.
    sayNothing(isAsked ? tr("Reading …") : tr("Choose a row to see the whole request and response."));
    m_isReading = false;
    if (isAsked)
        read();
}

// What was answered and judged does not change any more.
void CallInspector::renew()
{
    const bool isSettled = m_detail && m_detail->call.state == CallState::Ok
                           && (m_detail->evaluation || m_detail->call.role == ModelRole::Optimizer);
    if (m_call && m_project && !isSettled && !m_isReading)
        read();
}

void CallInspector::read()
{
    m_isReading = true;
    whenDone(m_project->queries().call(*m_call), this, [this, call = m_call](const Result<CallDetail>& detail) {
        if (call != m_call)
            return;
        m_isReading = false;
        if (!detail) {
            m_detail.reset();
            sayNothing(tr("This call could not be read."));
            return Q_EMIT failed(detail.error());
        }
        const bool isSame = m_detail && m_detail->call.state == detail->call.state
                            && m_detail->sentUtc == detail->sentUtc
                            && m_detail->failedAttempts.size() == detail->failedAttempts.size()
                            && m_detail->evaluation.has_value() == detail->evaluation.has_value();
        if (!isSame) // else who reads it keeps the place
            fill(*detail);
    });
}

void CallInspector::sayNothing(const QString& why)
{
    m_nothing->setText(why);
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(m_nothing);
    for (CallText* text : m_texts)
        text->show(QList<CallText::Part>());
    update();
}

void CallInspector::fill(const CallDetail& detail)
{
    m_detail = detail;
    m_texts[MessagesTab]->show(messageParts(detail));
    m_texts[ScoringTab]->show(scoringParts(detail));
    m_texts[CostTab]->show(costParts(detail));
    m_texts[AttemptsTab]->show(attemptParts(detail));
    m_tabs->setTabText(AttemptsTab, detail.failedAttempts.isEmpty()
                                        ? tr("Retries")
                                        : tr("Retries (%1)").arg(detail.failedAttempts.size()));
    fillJson();
    m_outcome.reset();
    if (detail.evaluation)
        m_outcome = detail.evaluation->outcome.kind;
    m_judgement->setVisible(m_outcome.has_value());
    if (detail.evaluation)
        showPlain(m_judgement, judgementText(*detail.evaluation));
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(m_content);
    update();
}

// Only where somebody looks: a long response takes a while to write.
void CallInspector::fillJson()
{
    if (m_detail && m_tabs->currentIndex() == JsonTab)
        m_texts[JsonTab]->show({{tr("As stored"), QString::fromUtf8(callJson(*m_detail))}});
}

void CallInspector::copyCurl()
{
    if (!m_project || !m_call)
        return;
    whenDone(m_project->curlCommand(*m_call), this, [this, call = m_call](const Result<QString>& command) {
        if (!command)
            return Q_EMIT failed(command.error());
        if (call == m_call)
            QGuiApplication::clipboard()->setText(*command);
    });
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
