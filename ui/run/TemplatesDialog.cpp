#include "ui/run/TemplatesDialog.h"

#include "core/analysis/WordDiff.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int checkingPause = 150;

QString ofRunsText(const QList<qint64>& runs)
{
    QStringList numbers;
    for (const qint64 run : runs.first(std::min<qsizetype>(runs.size(), 6)))
        numbers += QString::number(run);
    if (runs.size() > numbers.size())
        numbers += QStringLiteral("…");
    return TemplatesDialog::tr("of run(s) %1", nullptr, static_cast<int>(runs.size()))
        .arg(numbers.join(QStringLiteral(", ")));
}

QString versionText(const TemplateVersion& version)
{
    const QString whose =
        version.isOwn ? TemplatesDialog::tr("as it comes with the program") : ofRunsText(version.runs);
    return TemplatesDialog::tr("Version %1, %2").arg(version.version).arg(whose);
}

} // namespace

TemplatesDialog::TemplatesDialog(std::shared_ptr<Project> project, TemplateTexts chosen, QWidget* parent)
    : QDialog(parent)
    , m_texts(std::move(chosen))
    , m_list(new QListWidget(this))
    , m_version(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
    , m_problem(hint({}, this))
    , m_difference(hint({}, this))
{
    setObjectName(QStringLiteral("templatesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Optimizer templates"));
    resize(960, 640);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(makeEditor());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({240, 700});
    auto* buttons = new QDialogButtonBox(this);
    m_accept = buttons->addButton(tr("&Use these"), QDialogButtonBox::AcceptRole);
    nameWidget(m_accept, QStringLiteral("useTemplates"), tr("Use these templates"));
    nameWidget(buttons->addButton(QDialogButtonBox::Cancel), QStringLiteral("cancelTemplates"), tr("Cancel"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 20, 20, 16);
    rows->setSpacing(gap);
    rows->addWidget(
        hint(tr("What the optimizer model is asked with. In double braces stand the inputs that are filled in. A "
                "changed template is stored with the run under a version of its own."),
             this));
    rows->addWidget(splitter, 1);
    rows->addWidget(buttons);
    m_checking.setSingleShot(true);
    m_checking.setInterval(checkingPause);
    connect(&m_checking, &QTimer::timeout, this, &TemplatesDialog::check);
    for (const QString& name : m_texts.keys())
        m_list->addItem(name);
    m_list->setCurrentRow(0);
    check();
    whenDone(project->queries().templateVersions(), this, [this](const Result<QList<TemplateVersion>>& versions) {
        if (!versions)
            return Q_EMIT failed(versions.error());
        takeVersions(*versions);
    });
}

QWidget* TemplatesDialog::makeList()
{
    nameWidget(m_list, QStringLiteral("templateList"), tr("Optimizer templates"));
    connect(m_list, &QListWidget::currentRowChanged, this, &TemplatesDialog::showTemplate);
    return m_list;
}

QWidget* TemplatesDialog::makeEditor()
{
    auto* area = new QWidget(this);
    nameWidget(m_version, QStringLiteral("templateVersion"), tr("Version"));
    nameWidget(m_text, QStringLiteral("templateEdit"), tr("Text of the template, as YAML"));
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_problem->setObjectName(QStringLiteral("templateProblem"));
    m_difference->setObjectName(QStringLiteral("templateDifference"));
    connect(m_version, &QComboBox::activated, this, &TemplatesDialog::takeVersion);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TemplatesDialog::textEdited);
    auto* top = new QHBoxLayout;
    top->addWidget(m_version, 1);
    top->addWidget(m_difference);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(m_text, 1);
    rows->addWidget(m_problem);
    return area;
}

QString TemplatesDialog::currentName() const
{
    return m_texts.keys().value(m_list->currentRow());
}

void TemplatesDialog::takeVersions(const QList<TemplateVersion>& versions)
{
    m_versions = versions;
    fillVersions();
    check();
}

void TemplatesDialog::showTemplate()
{
    const QScopedValueRollback filling(m_isFilling, true);
    showEditable(m_text, QString::fromUtf8(m_texts.value(currentName())));
    fillVersions();
    m_checking.start();
}

// What stands in the editor is chosen; a text that no version has is called edited.
void TemplatesDialog::fillVersions()
{
    const QString name = currentName();
    const QByteArray text = m_texts.value(name);
    m_version->clear();
    int current = -1;
    for (const TemplateVersion& version : m_versions) {
        if (version.name != name)
            continue;
        if (isSameTemplate(version.yaml, text))
            current = m_version->count();
        m_version->addItem(displayLine(versionText(version)), version.yaml);
    }
    if (current < 0) {
        current = m_version->count();
        m_version->addItem(tr("Edited, a new version"), QVariant());
    }
    m_version->setCurrentIndex(current);
}

void TemplatesDialog::takeVersion()
{
    const QVariant yaml = m_version->currentData();
    if (!yaml.isValid())
        return;
    showEditable(m_text, QString::fromUtf8(yaml.toByteArray()));
}

void TemplatesDialog::textEdited()
{
    if (m_isFilling)
        return;
    m_texts[currentName()] = m_text->toPlainText().toUtf8();
    fillVersions();
    m_accept->setEnabled(false); // until it is checked
    m_checking.start();
}

void TemplatesDialog::check()
{
    bool isFine = true;
    const QStringList changed = changedTemplates(m_texts);
    const QStringList names = m_texts.keys();
    for (int row = 0; row < names.size(); ++row) {
        const QString& name = names.at(row);
        const Result<void> usable = checkTemplate(name, m_texts.value(name));
        isFine = isFine && usable;
        QString words = displayLine(name);
        if (!usable)
            words = QStringLiteral("⚠ ") + words;
        else if (changed.contains(name))
            words = tr("%1 – changed").arg(words);
        m_list->item(row)->setText(words);
        if (row == m_list->currentRow())
            m_problem->setText(usable ? QString() : QStringLiteral("⚠ ") + displayLine(sentence(usable.error()), 1000));
    }
    const TemplateTexts own = ownTemplates().value_or(TemplateTexts());
    int words = 0;
    for (const DiffSpan& span : wordDiff(QString::fromUtf8(own.value(currentName())), m_text->toPlainText()))
        words += span.kind == DiffKind::Equal ? 0 : 1;
    m_difference->setText(words == 0 ? tr("as it comes with the program") : tr("%Ln difference(s)", nullptr, words));
    m_accept->setEnabled(isFine);
}

} // namespace metaspo
