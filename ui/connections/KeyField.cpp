#include "ui/connections/KeyField.h"

#include "core/engine/KeyStorage.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace metaspo {

KeyField::KeyField(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_place(new QLineEdit(this))
    , m_store(button(tr("Store a key…"), QStringLiteral("key"), QStringLiteral("storeKey"), this))
    , m_hint(hint({}, this))
{
    nameWidget(m_kind, QStringLiteral("keyKind"), tr("Where the key is"));
    m_kind->addItem(tr("No key"), QString());
    m_kind->addItem(tr("Environment variable"), QStringLiteral("env"));
    m_kind->addItem(tr("Keychain"), QStringLiteral("keychain"));
    m_kind->addItem(tr("File"), QStringLiteral("file"));
    nameWidget(m_place, QStringLiteral("keyPlace"), tr("Name of the key"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_kind);
    row->addWidget(m_place, 1);
    row->addWidget(m_store);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_hint);
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const QString chosen = kind();
        if (chosen == QLatin1String("keychain"))
            m_place->setText(m_connectionName);
        else if (chosen == QLatin1String("file"))
            m_place->setText(keyFileFor(m_connectionName.isEmpty() ? QStringLiteral("key") : m_connectionName));
        showKind();
        Q_EMIT changed();
    });
    connect(m_place, &QLineEdit::textChanged, this, &KeyField::changed);
    connect(m_store, &QPushButton::clicked, this, &KeyField::askForKey);
    showKind();
}

QString KeyField::kind() const
{
    return m_kind->currentData().toString();
}

void KeyField::setSource(const QString& source)
{
    const QSignalBlocker quietKind(m_kind);
    const QSignalBlocker quietPlace(m_place);
    const QString chosen = source.section(QLatin1Char(':'), 0, 0);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(chosen)));
    m_place->setText(source.section(QLatin1Char(':'), 1));
    showKind();
}

QString KeyField::source() const
{
    return kind().isEmpty() ? QString() : kind() + QLatin1Char(':') + m_place->text().trimmed();
}

void KeyField::setConnectionName(const QString& name)
{
    m_connectionName = name;
}

void KeyField::showKind()
{
    const QString chosen = kind();
    m_place->setVisible(!chosen.isEmpty());
    m_store->setVisible(chosen == QLatin1String("keychain") || chosen == QLatin1String("file"));
    if (chosen == QLatin1String("env")) {
        m_place->setPlaceholderText(tr("NAME"));
        m_hint->setText(tr("The variable must be set before the workbench starts. The key is never stored."));
    } else if (chosen == QLatin1String("keychain")) {
        m_place->setPlaceholderText(tr("entry"));
        m_hint->setText(tr("The key stays in the keychain of your desktop; here only the entry's name is kept."));
    } else if (chosen == QLatin1String("file")) {
        m_place->setPlaceholderText(tr("path"));
        m_hint->setText(tr("A file with nothing but the key, readable by you alone."));
    } else {
        m_hint->setText(tr("For servers that ask for none."));
    }
}

void KeyField::askForKey()
{
    auto* dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("storeKeyDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Store a key"));
    auto* edit = new QLineEdit(dialog);
    nameWidget(edit, QStringLiteral("storeKeyEdit"), tr("Key"));
    edit->setEchoMode(QLineEdit::Password);
    edit->setMinimumWidth(360);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, dialog);
    buttons->button(QDialogButtonBox::Save)->setObjectName(QStringLiteral("storeKeySave"));
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(gap);
    column->addWidget(hint(kind() == QLatin1String("file")
                               ? tr("It goes into that file, readable by you alone. No project file, log or export "
                                    "ever holds it.")
                               : tr("It goes into the keychain of your desktop. No project file, log or export ever "
                                    "holds it."), dialog));
    column->addWidget(edit);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, dialog, edit] {
        const QString key = edit->text();
        edit->clear();
        dialog->accept();
        whenDone(storeKey(source(), key), this, [this](const Result<void>& result) {
            if (result)
                Q_EMIT stored();
            else
                Q_EMIT failed(result.error());
        });
    });
    dialog->open();
}

} // namespace metaspo
