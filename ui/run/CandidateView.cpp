#include "ui/run/CandidateView.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/run/DiffPane.h"
#include "ui/run/StateLook.h"
#include "ui/run/StepText.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

QLabel* quietLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QToolButton* copyButton(const QString& name, const QString& objectName, const DiffPane* pane, QWidget* parent)
{
    QToolButton* copy = toolButton(name, QStringLiteral("copy"), objectName, parent);
    QObject::connect(copy, &QToolButton::clicked, pane,
                     [pane] { QGuiApplication::clipboard()->setText(pane->original()); });
    return copy;
}

} // namespace

CandidateView::CandidateView(QWidget* parent)
    : QWidget(parent)
    , m_title(heading({}, this, 1.15))
    , m_facts(quietLabel(this))
    , m_verdict(new QLabel(this))
    , m_draft(hint({}, this))
    , m_rival(new QComboBox(this))
    , m_beforeTitle(quietLabel(this))
    , m_afterTitle(quietLabel(this))
    , m_summary(quietLabel(this))
    , m_before(new DiffPane(DiffPane::Side::Before, this))
    , m_after(new DiffPane(DiffPane::Side::After, this))
    , m_beforeColumn(new QWidget(this))
    , m_content(new QWidget(this))
    , m_nothing(hint(tr("Choose a candidate in the run tree to see its text, its scores and why it was kept or not."),
                     this))
{
    setObjectName(QStringLiteral("candidateView"));
    auto* rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(makeHeader());
    rows->addWidget(m_verdict);
    rows->addWidget(m_draft);
    rows->addWidget(makeTexts(), 1);
    m_draft->setObjectName(QStringLiteral("draftNote"));
    m_draft->hide();
    m_facts->setObjectName(QStringLiteral("candidateFacts"));
    m_verdict->setWordWrap(true);
    m_verdict->setObjectName(QStringLiteral("candidateVerdict"));
    m_verdict->setContentsMargins(10, 6, 10, 6);
    static_cast<QLabel*>(m_nothing)->setAlignment(Qt::AlignCenter);
    auto* stack = new QStackedLayout(this);
    stack->addWidget(m_nothing);
    stack->addWidget(m_content);
    connect(m_rival, &QComboBox::currentIndexChanged, this, &CandidateView::renew);
    for (const auto& [keys, direction] : {std::pair(QKeySequence(Qt::Key_F8), 1),
                                          std::pair(QKeySequence(Qt::SHIFT | Qt::Key_F8), -1)}) {
        auto* shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, direction = direction] { goToDifference(direction); });
    }
}

QWidget* CandidateView::makeHeader()
{
    auto* header = new QWidget(this);
    nameWidget(m_rival, QStringLiteral("rivalChoice"), tr("Compare the candidate with"));
    m_rival->addItem(tr("beside the prompt it came from"), static_cast<int>(Rival::Origin));
    m_rival->addItem(tr("beside the prompt in force now"), static_cast<int>(Rival::InForce));
    m_rival->addItem(tr("beside the given prompt"), static_cast<int>(Rival::Given));
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(m_title);
    names->addWidget(m_facts);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    auto* commands = new QHBoxLayout;
    m_commands = commands;
    row->addLayout(names, 1);
    row->addLayout(commands);
    row->addWidget(m_rival, 0, Qt::AlignBottom);
    return header;
}

QWidget* CandidateView::makeTexts()
{
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("rivalSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(8);
    const auto column = [this](QWidget* owner, QLabel* title, DiffPane* pane, const QString& copyName,
                               const QString& copyObject, QWidget* extra) {
        auto* top = new QHBoxLayout;
        top->addWidget(title, 1);
        if (extra)
            top->addWidget(extra);
        top->addWidget(copyButton(copyName, copyObject, pane, owner));
        auto* rows = new QVBoxLayout(owner);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(2);
        rows->addLayout(top);
        rows->addWidget(pane, 1);
    };
    auto* afterColumn = new QWidget(this);
    column(m_beforeColumn, m_beforeTitle, m_before, tr("Copy this text"), QStringLiteral("copyRivalText"), nullptr);
    column(afterColumn, m_afterTitle, m_after, tr("Copy the candidate's text"), QStringLiteral("copyCandidateText"),
           m_summary);
    nameWidget(m_before, QStringLiteral("rivalText"), tr("Text of the prompt it is compared with"));
    nameWidget(m_after, QStringLiteral("candidateText"), tr("Text of the candidate"));
    m_summary->setObjectName(QStringLiteral("differenceSummary"));
    splitter->addWidget(m_beforeColumn);
    splitter->addWidget(afterColumn);
    return splitter;
}

void CandidateView::addCommand(QAction* action)
{
    auto* made = new QToolButton(this);
    made->setDefaultAction(action);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    QString name = action->text();
    nameWidget(made, action->objectName() + QStringLiteral("Button"), name.remove(QLatin1Char('&')));
    m_commands->addWidget(made);
}

void CandidateView::setDraftNote(const QString& words)
{
    m_draft->setText(words);
    m_draft->setVisible(!words.isEmpty());
}

void CandidateView::setTree(const RunTree& tree)
{
    m_tree = tree;
    renew();
}

void CandidateView::show(const std::optional<Step>& candidate)
{
    m_candidate = candidate;
    m_difference = -1;
    renew();
}

std::optional<Step> CandidateView::rivalStep(const Candidate& candidate) const
{
    std::optional<Step> rival;
    switch (static_cast<Rival>(m_rival->currentData().toInt())) {
    case Rival::Origin: return m_tree.rivalOf(candidate.step);
    case Rival::InForce:
        if (candidate.kind == PromptKind::System)
            rival = m_tree.incumbent();
        else if (const QList<Step> beam = m_tree.beam(candidate.task); !beam.isEmpty())
            rival = beam.front();
        break;
    case Rival::Given:
        rival = Step{0, Loop::Start, candidate.kind == PromptKind::System ? QString() : candidate.task, 0};
        break;
    }
    return rival && *rival != candidate.step && m_tree.find(*rival) ? rival : std::nullopt;
}

void CandidateView::renew()
{
    const Candidate* candidate = m_candidate ? m_tree.find(*m_candidate) : nullptr;
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(candidate ? m_content : m_nothing);
    if (!candidate)
        return;
    m_title->setText(displayLine(candidate->step.slot > 0 ? stepTitle(candidate->step) : candidateTitle(*candidate)));
    QStringList facts{stateGlyph(candidate->state) + QLatin1Char(' ') + stateText(candidate->state),
                      provenance(*candidate), text(candidate->step)};
    if (candidate->score)
        facts.insert(1, tr("score %1").arg(scoreText(*candidate)));
    m_facts->setText(displayLine(facts.join(QStringLiteral("  ·  "))));
    showPlain(m_verdict, verdict(m_tree, candidate->step));
    showTexts(*candidate);
    update();
}

void CandidateView::showTexts(const Candidate& candidate)
{
    const std::optional<Step> rival = rivalStep(candidate);
    const Candidate* before = rival ? m_tree.find(*rival) : nullptr;
    m_beforeColumn->setVisible(before != nullptr);
    m_summary->setVisible(before != nullptr);
    const QString after = displayText(candidate.text);
    m_afterTitle->setText(candidate.kind == PromptKind::System ? tr("Candidate, system prompt")
                                                               : tr("Candidate, user prompt"));
    if (!before) {
        m_compared.reset();
        return m_after->showDifference(candidate.text, {{DiffKind::Equal, after}});
    }
    m_beforeTitle->setText(displayLine(QStringLiteral("%1  %2").arg(text(*rival), scoreText(*before))));
    const std::pair compared(before->text, candidate.text);
    if (m_compared == compared)
        return; // live facts come often, texts do not change
    m_compared = compared;
    const QList<DiffSpan> spans = wordDiff(displayText(before->text), after);
    m_before->showDifference(before->text, spans);
    m_after->showDifference(candidate.text, spans);
    m_summary->setText(differenceSummary(spans));
}

void CandidateView::goToDifference(int direction)
{
    const auto count = static_cast<int>(m_after->differences().size());
    if (count == 0)
        return;
    m_difference = (m_difference + direction + (m_difference < 0 && direction < 0 ? 1 : 0) + count) % count;
    m_after->goTo(m_after->differences().at(m_difference));
    if (m_difference < m_before->differences().size())
        m_before->goTo(m_before->differences().at(m_difference));
}

// The ground of the verdict says what the words say.
void CandidateView::paintEvent(QPaintEvent*)
{
    const Candidate* candidate = m_candidate ? m_tree.find(*m_candidate) : nullptr;
    if (!candidate)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneBackground(toneOf(candidate->state), palette()));
    painter.drawRoundedRect(QRectF(m_verdict->geometry().translated(m_content->pos())), 6, 6);
}

} // namespace metaspo
