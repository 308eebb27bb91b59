#include "ui/connections/LocalModelPanel.h"

#include "ui/connections/ConnectionModel.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Settings.h"
#include "ui/kit/Theme.h"

#include <QFileDialog>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr auto modelFileSetting = "localModel/modelFile";
constexpr auto serverSetting = "localModel/server";
constexpr auto slotsSetting = "localModel/slots";
constexpr auto contextSetting = "localModel/contextPerSlot";
constexpr int defaultContext = 4096;
constexpr int shownLogLines = 5000;
constexpr int panelIconSide = 40;

Tone toneOf(LocalModelState state)
{
    switch (state) {
    case LocalModelState::Running: return Tone::Good;
    case LocalModelState::Failed: return Tone::Bad;
    case LocalModelState::Installing:
    case LocalModelState::Starting: return Tone::Accent;
    case LocalModelState::NotInstalled: return Tone::Caution;
    case LocalModelState::Stopped: break;
    }
    return Tone::Quiet;
}

} // namespace

LocalModelPanel::LocalModelPanel(LocalModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("localModelPanel"));
    m_log = new PlainTextView(this);
    nameWidget(m_log, QStringLiteral("localModelLog"), tr("Log of the local model"));
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setMaximumBlockCount(shownLogLines);
    m_log->setPlaceholderText(tr("What the installer and the server say appears here."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(heading(tr("Local model"), this));
    column->addWidget(hint(tr("A model on this machine that needs no account: the workbench starts and stops it by "
                              "itself, and nothing leaves the machine. It is used wherever no other connection is "
                              "chosen."), this));
    column->addWidget(makeState());
    column->addWidget(makeSettings());
    column->addWidget(caption(tr("Log"), this));
    column->addWidget(m_log, 1);

    connect(&m_model, &LocalModel::stateChanged, this, &LocalModelPanel::showState);
    connect(&m_model, &LocalModel::progressed, this, &LocalModelPanel::showProgress);
    connect(&m_model, &LocalModel::logged, m_log, &PlainTextView::append);
    connect(&m_model, &LocalModel::failed, this, [this](const Error& error) {
        showState(m_model.state());
        if (error.kind != ErrorKind::Stopped) // by the person who looks
            Q_EMIT noticeRaised(Notice::error(error));
    });
    m_log->show(m_model.log());
    configure();
}

QWidget* LocalModelPanel::makeState()
{
    auto* card = new Card(this);
    m_stateIcon = new QLabel(card);
    m_state = heading({}, card, 1.15);
    m_state->setObjectName(QStringLiteral("localModelState"));
    m_advice = hint({}, card);
    m_advice->setObjectName(QStringLiteral("localModelAdvice"));
    m_facts = new QLabel(card);
    m_facts->setObjectName(QStringLiteral("localModelFacts"));
    m_facts->setWordWrap(true);
    m_progress = new QProgressBar(card);
    nameWidget(m_progress, QStringLiteral("localModelProgress"), tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progressText = hint({}, card);
    m_install = button(tr("&Install"), QStringLiteral("import"), QStringLiteral("installLocalModel"), card);
    m_cancel = button(tr("&Cancel"), QStringLiteral("close"), QStringLiteral("cancelInstall"), card);
    m_start = button(tr("&Start"), QStringLiteral("run"), QStringLiteral("startLocalModel"), card);
    m_stop = button(tr("S&top"), QStringLiteral("stop"), QStringLiteral("stopLocalModel"), card);
    m_install->setDefault(true);
    connect(m_install, &QPushButton::clicked, &m_model, &LocalModel::install);
    connect(m_cancel, &QPushButton::clicked, &m_model, &LocalModel::cancelInstall);
    connect(m_start, &QPushButton::clicked, &m_model, &LocalModel::start);
    connect(m_stop, &QPushButton::clicked, &m_model, &LocalModel::stop);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_state);
    texts->addWidget(m_advice);
    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(m_stateIcon, 0, Qt::AlignTop);
    head->addLayout(texts, 1);
    for (QPushButton* one : {m_install, m_cancel, m_start, m_stop})
        head->addWidget(one, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_progress);
    column->addWidget(m_progressText);
    column->addWidget(m_facts);
    return card;
}

QWidget* LocalModelPanel::makeSettings()
{
    auto* area = new QWidget(this);
    m_more = new QToolButton(area);
    nameWidget(m_more, QStringLiteral("localModelMore"), tr("Another model or server"));
    m_more->setText(tr("Another model or server"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_settings = new QWidget(area);
    m_modelFile = new QLineEdit(m_settings);
    nameWidget(m_modelFile, QStringLiteral("localModelFile"), tr("Model file"));
    m_modelFile->setPlaceholderText(tr("GGUF file; empty: the one that was installed"));
    m_server = new QLineEdit(m_settings);
    nameWidget(m_server, QStringLiteral("localModelServer"), tr("Server program"));
    m_server->setPlaceholderText(tr("llama-server; empty: the one that was installed"));
    m_slots = new QSpinBox(m_settings);
    nameWidget(m_slots, QStringLiteral("localModelSlots"), tr("Calls at once"));
    m_slots->setRange(0, 64);
    m_slots->setSpecialValueText(tr("from cores and memory"));
    m_context = new QSpinBox(m_settings);
    nameWidget(m_context, QStringLiteral("localModelContext"), tr("Tokens per call"));
    m_context->setRange(512, 262'144);
    m_context->setSingleStep(1024);
    m_context->setGroupSeparatorShown(true);
    const auto settings = windowSettings();
    m_modelFile->setText(settings->value(QLatin1String(modelFileSetting)).toString());
    m_server->setText(settings->value(QLatin1String(serverSetting)).toString());
    m_slots->setValue(settings->value(QLatin1String(slotsSetting), 0).toInt());
    m_context->setValue(settings->value(QLatin1String(contextSetting), defaultContext).toInt());
    auto* form = new QFormLayout(m_settings);
    form->setContentsMargins(20, 4, 0, 4);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->addRow(tr("&Model file"),
                 makePathField(m_modelFile, tr("Choose a model"), QStringLiteral("chooseModelFile")));
    form->addRow(tr("Server &program"),
                 makePathField(m_server, tr("Choose a server program"), QStringLiteral("chooseServer")));
    form->addRow(tr("Calls at &once"), m_slots);
    form->addRow(tr("Tokens per ca&ll"), m_context);
    form->addRow(QString(), hint(tr("Taken the next time the model starts."), m_settings));
    m_settings->hide();
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_more);
    column->addWidget(m_settings);
    connect(m_more, &QToolButton::toggled, this, [this](bool isShown) {
        m_more->setArrowType(isShown ? Qt::DownArrow : Qt::RightArrow);
        m_settings->setVisible(isShown);
    });
    for (QLineEdit* edit : {m_modelFile, m_server})
        connect(edit, &QLineEdit::editingFinished, this, &LocalModelPanel::configure);
    for (QSpinBox* box : {m_slots, m_context})
        connect(box, &QSpinBox::valueChanged, this, &LocalModelPanel::configure);
    return area;
}

QWidget* LocalModelPanel::makePathField(QLineEdit* edit, const QString& dialogTitle, const QString& objectName)
{
    auto* area = new QWidget(m_settings);
    auto* choose = toolButton(dialogTitle, QStringLiteral("folder"), objectName, area);
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(edit, 1);
    row->addWidget(choose);
    connect(choose, &QToolButton::clicked, this, [this, edit, dialogTitle] {
        auto* dialog = new QFileDialog(this, dialogTitle);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, edit](const QString& path) {
            edit->setText(path);
            configure();
        });
        dialog->open();
    });
    return area;
}

void LocalModelPanel::configure()
{
    const auto settings = windowSettings();
    settings->setValue(QLatin1String(modelFileSetting), m_modelFile->text());
    settings->setValue(QLatin1String(serverSetting), m_server->text());
    settings->setValue(QLatin1String(slotsSetting), m_slots->value());
    settings->setValue(QLatin1String(contextSetting), m_context->value());
    m_model.configure({m_modelFile->text(), m_server->text()}, m_slots->value(), m_context->value());
    showState(m_model.state());
}

void LocalModelPanel::showInstallation(const LocalModelInstallation& installation)
{
    m_isLooking = false;
    m_installation = installation;
    showState(m_model.state());
}

void LocalModelPanel::showState(LocalModelState state)
{
    const bool isThere = m_installation.complete;
    if (state == LocalModelState::Stopped && !m_isLooking && !isThere)
        state = LocalModelState::NotInstalled;
    else if (state == LocalModelState::NotInstalled && isThere)
        state = LocalModelState::Stopped;
    m_state->setText(m_isLooking && state == LocalModelState::Stopped ? tr("Looking …") : wordFor(state));
    m_shownTone = toneOf(state);
    drawIcon();
    const bool isBusy = state == LocalModelState::Installing || state == LocalModelState::Starting;
    m_progress->setVisible(isBusy);
    m_progressText->setVisible(isBusy);
    m_install->setVisible(state == LocalModelState::NotInstalled);
    m_cancel->setVisible(state == LocalModelState::Installing);
    m_start->setVisible((state == LocalModelState::Stopped && isThere) || state == LocalModelState::Failed);
    m_stop->setVisible(state == LocalModelState::Running || state == LocalModelState::Starting);
    if (!isBusy)
        m_progress->setRange(0, 0);
    switch (state) {
    case LocalModelState::NotInstalled:
        m_advice->setText(tr("Installing builds the server from its sources and fetches a model of 1.1 GB: about ten "
                             "minutes, once. It can be stopped at any moment and goes on where it was."));
        break;
    case LocalModelState::Installing:
        m_advice->setText(tr("You can go on working meanwhile."));
        break;
    case LocalModelState::Starting: m_advice->setText(tr("The model is being loaded into memory.")); break;
    case LocalModelState::Running: m_advice->setText(tr("Ready for runs.")); break;
    case LocalModelState::Failed:
        m_advice->setText(tr("The log below says why. Often there is too little free memory."));
        break;
    case LocalModelState::Stopped:
        m_advice->setText(tr("Starts by itself with the first run that needs it."));
        break;
    }
    showFacts();
    if (state == LocalModelState::Stopped || state == LocalModelState::NotInstalled)
        Q_EMIT lookRequested();
}

void LocalModelPanel::drawIcon()
{
    m_stateIcon->setPixmap(
        iconPixmap(QStringLiteral("chip"), panelIconSide, toneColour(m_shownTone, palette()), devicePixelRatioF()));
}

void LocalModelPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QWidget::changeEvent(event);
}

void LocalModelPanel::showFacts()
{
    QStringList facts;
    if (m_installation.complete && !m_model.files().modelPath.isEmpty())
        facts.append(tr("Model file: %1").arg(displayLine(m_model.files().modelPath)));
    else if (m_installation.complete)
        facts.append(tr("Model: %1").arg(displayLine(m_installation.modelName)));
    if (m_installation.complete)
        facts.append(tr("Calls at once: %1").arg(m_model.slotCount()));
    if (m_model.state() == LocalModelState::Running)
        facts.append(tr("Address: %1").arg(displayLine(m_model.connection().baseUrl)));
    showPlain(m_facts, facts.join(QStringLiteral("    ")));
    m_facts->setHidden(facts.isEmpty());
}

void LocalModelPanel::showProgress(const QString& what, qint64 done, qint64 total)
{
    constexpr int steps = 1000;
    m_progress->setRange(0, total > 0 ? steps : 0);
    if (total > 0)
        m_progress->setValue(static_cast<int>(static_cast<double>(done) / static_cast<double>(total) * steps));
    const bool areBytes = total > 1'000'000;
    const QString text = displayLine(what, 100);
    m_progressText->setText(total <= 0 ? text
                            : areBytes ? tr("%1: %2 of %3").arg(text, bytesText(done), bytesText(total))
                                       : tr("%1: %2 of %3").arg(text, countText(done), countText(total)));
}

} // namespace metaspo
