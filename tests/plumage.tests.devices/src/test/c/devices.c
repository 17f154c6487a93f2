/*
 * Puts /dev/i2c-N and /dev/spidevB.C in front of chips in another place: preloaded into a process, this library takes
 * its calls on these paths and sends them over the Unix socket $PLUMAGE_DEVICES. Everything else goes to the C library.
 *
 * Each open file is one connection, so closing it is closing the connection, and the process's list of descriptors
 * stays true. A request and its answer, in the byte order of this machine:
 *
 *   open        path, 64 bytes                                          -> int32 0 or -errno
 *   'i' I2C     uint32 n, n * { uint16 address, uint16 flags, uint32 length, bytes if a write }
 *                                                                       -> int32 n or -errno, bytes of all reads
 *   's' SPI     uint32 hertz, uint32 length, bytes                      -> int32 length or -errno, bytes
 *   'g' get, 'p' put: uint32 request, uint32 value                      -> int32 0 or -errno, uint32 value
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/spi/spidev.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

#define FILES 1024
#define PATH 64
/* What the kernel's i2c-dev and, unless told otherwise, spidev take at once */
#define I2C_BYTES 8192
#define SPI_BYTES 4096
/* What an adapter for plain messages offers besides, by the kernel on top of it */
#define SMBUS_COMMANDS \
	(I2C_FUNC_SMBUS_QUICK | I2C_FUNC_SMBUS_BYTE | I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA | \
	 I2C_FUNC_SMBUS_I2C_BLOCK)

enum kind { NOT_OURS, I2C, SPI };

static struct {
	volatile enum kind kind;
	unsigned long slave;
	pthread_mutex_t turn;
} files[FILES];

static void *real_open, *real_openat, *real_ioctl, *real_read, *real_write, *real_close;

/* The first calls come before any constructor would have run. */
static void *next(void **known, const char *name)
{
	if (!*known)
		*known = dlsym(RTLD_NEXT, name);
	return *known;
}

#define REAL(name) ((__typeof__(&name))next(&real_##name, #name))

static enum kind kind_of_path(const char *path)
{
	if (strlen(path) >= PATH)
		return NOT_OURS;
	if (!strncmp(path, "/dev/i2c-", 9))
		return I2C;
	if (!strncmp(path, "/dev/spidev", 11))
		return SPI;
	return NOT_OURS;
}

static enum kind kind_of(int fd)
{
	return fd >= 0 && fd < FILES ? files[fd].kind : NOT_OURS;
}

static int transmit(int fd, const void *bytes, size_t length)
{
	for (const char *at = bytes; length > 0;) {
		ssize_t sent = send(fd, at, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return -1;
		at += sent;
		length -= sent;
	}
	return 0;
}

static int receive(int fd, void *bytes, size_t length)
{
	for (char *at = bytes; length > 0;) {
		ssize_t got = recv(fd, at, length, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		at += got;
		length -= got;
	}
	return 0;
}

/* Receives the result; a peer that is gone is an adapter that was pulled out. */
static int32_t result(int fd)
{
	int32_t value;
	return receive(fd, &value, sizeof value) ? -ENODEV : value;
}

static int returned(int32_t value)
{
	if (value >= 0)
		return value;
	errno = -value;
	return -1;
}

static int connect_file(const char *path, enum kind kind, int flags)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	char name[PATH] = { 0 };
	const char *socket_path = getenv("PLUMAGE_DEVICES");
	int fd, failure;

	if (!socket_path)
		return returned(-ENOENT);
	strncpy(address.sun_path, socket_path, sizeof address.sun_path - 1);
	strncpy(name, path, sizeof name - 1);
	fd = socket(AF_UNIX, SOCK_STREAM | (flags & O_CLOEXEC ? SOCK_CLOEXEC : 0), 0);
	if (fd < 0)
		return -1;
	if (fd >= FILES)
		failure = -EMFILE;
	else if (connect(fd, (struct sockaddr *)&address, sizeof address))
		failure = -ENOENT;
	else if (transmit(fd, name, sizeof name))
		failure = -ENOENT;
	else
		failure = result(fd);
	if (failure) {
		REAL(close)(fd);
		return returned(failure);
	}
	pthread_mutex_init(&files[fd].turn, NULL);
	files[fd].slave = 0;
	files[fd].kind = kind;
	return fd;
}

static int32_t i2c_transfer(int fd, struct i2c_msg *messages, uint32_t count)
{
	int32_t done;

	if (transmit(fd, "i", 1) || transmit(fd, &count, sizeof count))
		return -ENODEV;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t length = messages[i].len;
		if (transmit(fd, &messages[i].addr, 2) || transmit(fd, &messages[i].flags, 2) ||
		    transmit(fd, &length, sizeof length))
			return -ENODEV;
		if (!(messages[i].flags & I2C_M_RD) && transmit(fd, messages[i].buf, length))
			return -ENODEV;
	}
	done = result(fd);
	for (uint32_t i = 0; done >= 0 && i < count; i++)
		if (messages[i].flags & I2C_M_RD && receive(fd, messages[i].buf, messages[i].len))
			return -ENODEV;
	return done;
}

static int32_t i2c_rdwr(int fd, struct i2c_rdwr_ioctl_data *data)
{
	if (data->nmsgs > I2C_RDWR_IOCTL_MAX_MSGS)
		return -EINVAL;
	for (uint32_t i = 0; i < data->nmsgs; i++)
		if (data->msgs[i].len > I2C_BYTES)
			return -EINVAL;
	return i2c_transfer(fd, data->msgs, data->nmsgs);
}

static int32_t spi_transfer(int fd, uint32_t hertz, const void *out, void *in, uint32_t length)
{
	int32_t done;

	if (length > SPI_BYTES)
		return -EMSGSIZE;
	if (transmit(fd, "s", 1) || transmit(fd, &hertz, sizeof hertz) || transmit(fd, &length, sizeof length) ||
	    transmit(fd, out, length))
		return -ENODEV;
	done = result(fd);
	return done >= 0 && receive(fd, in, length) ? -ENODEV : done;
}

static int32_t spi_message(int fd, struct spi_ioc_transfer *transfer)
{
	if (transfer->bits_per_word != 8)
		return -EINVAL;
	return spi_transfer(fd, transfer->speed_hz, (void *)(uintptr_t)transfer->tx_buf,
			    (void *)(uintptr_t)transfer->rx_buf, transfer->len);
}

static int32_t exchange(int fd, char verb, uint32_t request, uint32_t *value)
{
	int32_t done;
	uint32_t answer;

	if (transmit(fd, &verb, 1) || transmit(fd, &request, sizeof request) || transmit(fd, value, sizeof *value))
		return -ENODEV;
	done = result(fd);
	if (receive(fd, &answer, sizeof answer))
		return -ENODEV;
	*value = answer;
	return done;
}

/*
 * SMBus commands are plain messages to a chip, as in section 6.5 of the System Management Bus Specification, version 2:
 * all but the quick one have a command byte, and those that read say it before a repeated start. Words travel low byte
 * first, as they lie in the memory of the machines that this runs on.
 */
static int32_t smbus_transfer(int fd, struct i2c_smbus_ioctl_data *wanted)
{
	uint8_t bytes[1 + I2C_SMBUS_BLOCK_MAX] = { wanted->command };
	uint8_t *data = wanted->data ? wanted->data->block : NULL;
	int reads = wanted->read_write == I2C_SMBUS_READ;
	uint16_t command = 1, length;
	int32_t done;

	switch (wanted->size) {
	case I2C_SMBUS_QUICK:
		command = length = 0;
		break;
	case I2C_SMBUS_BYTE:
		command = !reads;
		length = reads;
		break;
	case I2C_SMBUS_BYTE_DATA:
		length = 1;
		break;
	case I2C_SMBUS_WORD_DATA:
		length = 2;
		break;
	case I2C_SMBUS_I2C_BLOCK_DATA:
		length = *data++;
		if (length > I2C_SMBUS_BLOCK_MAX)
			return -EINVAL;
		break;
	default:
		return -EOPNOTSUPP;
	}
	struct i2c_msg messages[] = {
		{ files[fd].slave, 0, command, bytes },
		{ files[fd].slave, I2C_M_RD, length, data },
	};
	if (reads) {
		done = i2c_transfer(fd, messages + !command, 1 + command);
	} else {
		if (length)
			memcpy(bytes + command, data, length);
		messages->len = command + length;
		done = i2c_transfer(fd, messages, 1);
	}
	return done < 0 ? done : 0;
}

static int32_t i2c_ioctl(int fd, unsigned long request, void *argument)
{
	uint32_t functions = 0;
	int32_t done;

	switch (request) {
	case I2C_FUNCS:
		done = exchange(fd, 'g', request, &functions);
		*(unsigned long *)argument = functions & I2C_FUNC_I2C ? functions | SMBUS_COMMANDS : functions;
		return done;
	case I2C_SLAVE:
		files[fd].slave = (unsigned long)argument;
		return 0;
	case I2C_RDWR:
		return i2c_rdwr(fd, argument);
	case I2C_SMBUS:
		return smbus_transfer(fd, argument);
	default:
		return -ENOTTY;
	}
}

static int32_t spi_ioctl(int fd, unsigned long request, void *argument)
{
	switch (request) {
	case SPI_IOC_RD_MODE32:
		return exchange(fd, 'g', request, argument);
	case SPI_IOC_WR_MODE32:
		return exchange(fd, 'p', request, argument);
	case SPI_IOC_MESSAGE(1):
		return spi_message(fd, argument);
	default:
		return -ENOTTY;
	}
}

static int32_t transfer_bytes(int fd, int read, void *bytes, size_t length)
{
	char other[SPI_BYTES] = { 0 };
	int32_t done;

	if (length > SPI_BYTES)
		return -EMSGSIZE;
	if (files[fd].kind == SPI)
		return spi_transfer(fd, 0, read ? other : bytes, read ? bytes : other, length);
	struct i2c_msg message = { files[fd].slave, read ? I2C_M_RD : 0, length, bytes };
	done = i2c_transfer(fd, &message, 1);
	return done < 0 ? done : (int32_t)length;
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return kind_of_path(path) ? connect_file(path, kind_of_path(path), flags) : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int openat(int directory, const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return kind_of_path(path) ? connect_file(path, kind_of_path(path), flags)
				  : REAL(openat)(directory, path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...) __attribute__((alias("openat")));

int ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	void *argument;
	int32_t done;

	va_start(arguments, request);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	if (!kind_of(fd))
		return REAL(ioctl)(fd, request, argument);
	pthread_mutex_lock(&files[fd].turn);
	done = files[fd].kind == I2C ? i2c_ioctl(fd, request, argument) : spi_ioctl(fd, request, argument);
	pthread_mutex_unlock(&files[fd].turn);
	return returned(done);
}

ssize_t read(int fd, void *bytes, size_t length)
{
	int32_t done;

	if (!kind_of(fd))
		return REAL(read)(fd, bytes, length);
	pthread_mutex_lock(&files[fd].turn);
	done = transfer_bytes(fd, 1, bytes, length);
	pthread_mutex_unlock(&files[fd].turn);
	return returned(done);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	int32_t done;

	if (!kind_of(fd))
		return REAL(write)(fd, bytes, length);
	pthread_mutex_lock(&files[fd].turn);
	done = transfer_bytes(fd, 0, (void *)bytes, length);
	pthread_mutex_unlock(&files[fd].turn);
	return returned(done);
}

int close(int fd)
{
	if (kind_of(fd))
		files[fd].kind = NOT_OURS;
	return REAL(close)(fd);
}
